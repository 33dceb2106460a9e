"""Feeds: what RSS, Atom and JSON Feed list, lists of feeds (OPML), and what is new in a feed that is followed."""
