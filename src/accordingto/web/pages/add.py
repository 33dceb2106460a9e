"""`/add`: paste a report or send files; what becomes of each is told while they are read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import UploadFile

from accordingto.errors import InputError, NotFoundError
from accordingto.ingest import IntakeOptions, iso_date
from accordingto.web.adding import Adding
from accordingto.web.pages.rendering import fragment, page
from accordingto.web.security.roles import Person, at_least

router = APIRouter(include_in_schema=False)
Editor = Annotated[Person, Depends(at_least("editor"))]
MOST_FILES = 100
_PASTED = "pasted text"
_FACTS = ("title", "publisher", "published", "url")


@dataclass(frozen=True, slots=True)
class Sent:
    """What the form sent: fields by name, files as (name, bytes)."""

    fields: dict[str, str]
    files: list[tuple[str, bytes]]


# Roles are checked first: a body is not read for those who may not add.
async def sent(request: Request, person: Editor) -> Sent:
    """Return what the form sent; the size of all of it is limited for every request."""
    most = request.app.state.settings.most_bytes
    form = await request.form(max_files=MOST_FILES, max_fields=20, max_part_size=most)
    fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    uploads = [value for value in form.getlist("files") if isinstance(value, UploadFile)]
    files = [(_name(upload.filename), await upload.read()) for upload in uploads if upload.filename]
    return Sent(fields, files)


@router.get("/add")
def add_page(request: Request, person: Editor) -> Response:
    """Show the form, and what one sent before."""
    return _form(request, person, {})


@router.post("/add")
def add(request: Request, person: Editor, form: Annotated[Sent, Depends(sent)]) -> Response:
    """Take what was sent; it is read behind the page that follows."""
    files = list(form.files)
    if text := form.fields.get("text", ""):
        files += [(_PASTED, text.replace("\r\n", "\n").encode("utf-8", "replace"))] if text.strip() else []
    if not files:
        return _form(request, person, form.fields, "Paste a report, or choose a file.", 422)
    facts = {name: form.fields.get(name, "").strip() or None for name in _FACTS}
    if facts["published"] and (day := iso_date(facts["published"])) is None:
        words = f"“{facts['published']}” is no date. Write it like 2022-03-11 or 2022-03-11T18:30."
        return _form(request, person, form.fields, words, 422)
    if facts["published"]:
        facts["published"] = day
    if facts["url"] and not facts["url"].startswith(("http://", "https://")):
        return _form(request, person, form.fields, "The address begins with http:// or https://.", 422)
    try:
        batch = _adding(request).put(person.name, files, IntakeOptions(**facts))  # type: ignore[arg-type]
    except InputError as error:
        return _form(request, person, form.fields, str(error), 503)
    return RedirectResponse(f"/add/{batch.key}", 303)


@router.get("/add/{key}")
def progress(request: Request, person: Editor, key: str) -> Response:
    """Show what becomes of what was sent."""
    batch = _adding(request).batch(key)
    if batch is None:
        raise NotFoundError(
            "What was sent is no longer known here: the desk was started again. See the list of reports for what "
            "arrived, and send the rest again; what is there already is not doubled."
        )
    if request.headers.get("desk-fragment") == "batch":
        return HTMLResponse(fragment(request, "batch.html", batch=batch))
    return page(request, "adding.html", batch=batch)


def _form(
    request: Request, person: Person, fields: dict[str, str], fault: str | None = None, status: int = 200
) -> Response:
    batches = _adding(request).batches(person.name)[:10]
    return page(
        request, "add.html", status, fields=fields, fault=fault, batches=batches, most_files=MOST_FILES,
        most=request.app.state.settings.most_bytes // 1024 // 1024,
    )  # fmt: skip


def _adding(request: Request) -> Adding:
    found: Adding = request.app.state.adding
    return found


def _name(given: str | None) -> str:
    """Return the name of a file without folders, whatever system it comes from."""
    return PurePosixPath(PureWindowsPath(given or "").as_posix()).name or "file"
