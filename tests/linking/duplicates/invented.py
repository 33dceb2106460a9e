"""An invented report, its copies, and what only looks like one."""

_WRITTEN = """\
The dam above Port Ellery broke on Monday night, and water flooded the lower town, killing at least 14 people.

Mayor Runa Castellane said that 320 houses along Harbour Street had been destroyed. Rescue teams from Norbury searched
the ruins until the morning, she told reporters.

The Lorne Company, which built the dam in 1931, denied that it had ignored warnings. Its director, Pavel Okafor, said
that engineers had inspected the wall in March and found no cracks.

Energy Minister Irma Wetherby announced an inquiry under Judge Hamid Rasmussen. The minister rejected calls by the
Harbour Party for her resignation and travelled to Port Ellery on Tuesday.

Residents had complained about leaks since last autumn. Tova Lindqvist, who lost her shop, accused the company of
putting profits before people and demanded compensation.

The Western Isles have 26 dams, most of them older than 60 years. A report by the University of Carrow warned in 2016
that nine of them were at risk.
"""


def paragraphs() -> list[str]:
    """The paragraphs of the report."""
    return [" ".join(part.split()) for part in _WRITTEN.split("\n\n")]


def text(parts: list[str]) -> str:
    """Put paragraphs together."""
    return "\n\n".join(parts)


REPORT = text(paragraphs())


DISCLAIMER = (
    "The Harbour Ledger is an independent daily owned by its readers and has reported from the isles since 1987. Its "
    "newsroom in Selwick has forty editors, who follow the code of the Council of Island Newspapers. Whoever finds a "
    "mistake is asked to write to the readers' editor Joren Jessop, who answers every letter within a week. The paper, "
    "its archive and its weekend magazine can be read in all public libraries, and members of the association of "
    "readers meet in Kelspie twice a year to choose its board and to discuss how the newsroom spent their money."
)
