import os
from pathlib import Path

import pytest

from accordingto.errors import InputError
from accordingto.ingest.folder import folder_files
from accordingto.ingest.inbox import Inbox


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def inbox(folder, clock):
    return Inbox(str(folder), None, 2.0, clock)


def names(inbox, clock, later=0.0):
    clock.now += later
    return [Path(item.path).name for item in inbox.arrivals() if not isinstance(item, InputError)]


def finish(inbox, clock, errors=(), later=2.0):
    clock.now += later
    (arrival,) = inbox.arrivals()
    assert inbox.finished(arrival, errors, "1 report read") is None
    return arrival


def test_a_file_is_complete_when_it_has_not_changed_for_a_while(inbox, clock, folder):
    path = folder / "a.txt"
    path.write_text("be")
    assert names(inbox, clock) == []
    path.write_text("begun")
    assert names(inbox, clock, 1.9) == []
    assert names(inbox, clock, 1.9) == []
    assert names(inbox, clock, 0.2) == ["a.txt"]


def test_a_change_of_time_alone_counts_as_change(inbox, clock, folder):
    path = folder / "a.txt"
    path.write_text("same size")
    assert names(inbox, clock) == []
    os.utime(path, (1, 1))
    assert names(inbox, clock, 3.0) == []
    assert names(inbox, clock, 2.0) == ["a.txt"]


def test_a_file_renamed_into_place_is_read_under_its_name(inbox, clock, folder):
    for unfinished in ("a.txt.part", "a.txt.tmp", ".a.txt.swp", "a.txt.crdownload", "a.txt~"):
        (folder / unfinished).write_text("all of it")
    assert names(inbox, clock) == names(inbox, clock, 9.0) == []
    (folder / "a.txt.part").rename(folder / "a.txt")
    assert names(inbox, clock) == []
    assert names(inbox, clock, 2.0) == ["a.txt"]


def test_an_empty_file_waits(inbox, clock, folder):
    (folder / "a.txt").touch()
    assert names(inbox, clock) == names(inbox, clock, 100.0) == []
    assert not inbox.waits()
    (folder / "a.txt").write_text("words")
    assert names(inbox, clock) == [] and inbox.waits()
    assert names(inbox, clock, 2.0) == ["a.txt"]


def test_what_was_read_is_marked_and_not_read_again_by_this_or_another_run(inbox, clock, folder):
    (folder / "a.txt").write_text("words")
    names(inbox, clock)
    finish(inbox, clock)
    assert (folder / "a.txt.read").read_text() == "1 report read\n"
    assert names(inbox, clock, 9.0) == []
    again = Inbox(str(folder), None, 2.0, clock)
    assert names(again, clock) == names(again, clock, 9.0) == []
    (folder / "a.txt").write_text("other words")
    for one in (inbox, again):
        assert names(one, clock) == []
        assert names(one, clock, 2.0) == ["a.txt"]


def test_without_its_mark_or_note_a_file_is_read_again(inbox, clock, folder):
    (folder / "a.txt").write_text("words")
    for errors, told in (((), "a.txt.read"), (("no",), "a.txt.error.txt")):
        names(inbox, clock)
        finish(inbox, clock, errors)
        assert names(inbox, clock, 9.0) == []
        (folder / told).unlink()
        for one in (Inbox(str(folder), None, 2.0, clock), inbox):
            names(one, clock)
            assert names(one, clock, 2.0) == ["a.txt"]
        finish(inbox, clock)
        (folder / "a.txt.read").unlink()


def test_errors_stand_beside_the_file_until_it_is_read(inbox, clock, folder):
    (folder / "a.txt").write_text("words")
    names(inbox, clock)
    finish(inbox, clock, ["a.txt: not a text file.", "and more"])
    note = folder / "a.txt.error.txt"
    assert note.read_text().startswith("a.txt: not a text file.\nand more\n")
    assert names(inbox, clock, 9.0) == names(Inbox(str(folder), None, 0.0, clock), clock) == []
    (folder / "a.txt").write_text("better words")
    names(inbox, clock)
    finish(inbox, clock)
    assert not note.exists() and (folder / "a.txt.read").exists()


def test_notes_of_errors_are_no_reports(folder):
    (folder / "a.txt.error.txt").write_text("a.txt: not a text file.")
    (folder / "b.txt").write_text("words")
    assert [Path(item).name for item in folder_files(str(folder))] == ["b.txt"]


def test_what_was_read_is_moved_keeping_its_place_and_replacing_nothing(folder, clock):
    done = folder / "done"
    inbox = Inbox(str(folder), str(done), 0.0, clock)
    (folder / "sub").mkdir()
    for words in ("one", "two", "three"):
        (folder / "sub" / "a.txt").write_text(words)
        finish(inbox, clock, later=0.0)
    moved = sorted(path.relative_to(done).as_posix() for path in done.rglob("*.txt"))
    assert moved == ["sub/a (2).txt", "sub/a (3).txt", "sub/a.txt"]
    assert (done / "sub" / "a.txt").read_text() == "one"
    assert names(inbox, clock, 9.0) == []  # what is done is not watched


def test_what_cannot_be_read_is_not_moved(folder, clock):
    inbox = Inbox(str(folder), str(folder / "done"), 0.0, clock)
    (folder / "a.txt").write_text("words")
    finish(inbox, clock, ["a.txt: no."])
    assert (folder / "a.txt").exists() and (folder / "a.txt.error.txt").exists()


def test_where_nothing_can_be_written_it_is_said_and_not_read_over_and_over(folder, clock):
    (folder.parent / "file").write_text("in the way")
    inbox = Inbox(str(folder), str(folder.parent / "file" / "done"), 0.0, clock)
    (folder / "a.txt").write_text("words")
    (arrival,) = inbox.arrivals()
    assert "cannot be moved" in (inbox.finished(arrival, [], "") or "")
    assert names(inbox, clock, 9.0) == []


def test_a_folder_that_goes_and_comes_back_is_said_once(inbox, clock, folder):
    (folder / "a.txt").write_text("words")
    names(inbox, clock)
    folder.rename(folder.parent / "away")
    assert list(inbox.arrivals()) == list(inbox.arrivals()) == []
    (folder.parent / "away").rename(folder)
    assert names(inbox, clock) == []
    assert names(inbox, clock, 2.0) == ["a.txt"]
