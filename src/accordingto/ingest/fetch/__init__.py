"""The only outbound traffic of the program: web pages, feeds and documents, fetched with care."""
