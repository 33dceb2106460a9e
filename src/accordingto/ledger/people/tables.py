"""The tables of accounts. Only digests of passwords, tokens and session keys are kept."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from accordingto.ledger.schema import metadata


def _needed(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _user() -> Column[int]:
    return Column("user_id", Integer, ForeignKey("users.id"), nullable=False)


# `role` is reader, reviewer, editor or admin; `password` is an argon2 hash, null for an account with tokens only.
users = Table(
    "users", metadata, Column("id", Integer, primary_key=True), _needed("name"), _needed("role"),
    Column("password", Text), Column("disabled", Boolean, nullable=False), _needed("created_at"),
    UniqueConstraint("name", name="users_name"),
)  # fmt: skip

tokens = Table(
    "tokens", metadata, Column("id", Integer, primary_key=True), _user(), _needed("name"), _needed("digest"),
    _needed("created_at"), Column("expires_at", Text), Column("revoked_at", Text),
    UniqueConstraint("digest", name="tokens_digest"), Index("tokens_user", "user_id"),
)  # fmt: skip

sessions = Table(
    "sessions", metadata, Column("digest", Text, primary_key=True), _user(), _needed("created_at"),
    _needed("expires_at"), Index("sessions_user", "user_id"),
)  # fmt: skip

# Answers to requests that must not take effect twice; `request` is the digest of what was asked.
idempotency = Table(
    "idempotency", metadata, Column("key", Text, primary_key=True), Column("by", Text, primary_key=True),
    _needed("request"), Column("status", Integer, nullable=False), _needed("answer"), _needed("at"),
)  # fmt: skip
