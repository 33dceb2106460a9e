"""What an HTML page says: its blocks of text, which of them are the article, and its facts about itself."""
