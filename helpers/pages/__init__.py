"""Web pages: an article with its rows marked in place, and the notebooks as pages to read."""

from helpers.pages.article import article_page
from helpers.pages.fragment import Fragment
from helpers.pages.site import write_site

__all__ = ["Fragment", "article_page", "write_site"]
