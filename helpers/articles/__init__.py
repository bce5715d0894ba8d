"""Files of any kind in, articles and their passages out."""

from helpers.articles.duplicates import near_duplicates
from helpers.articles.lines import line_kinds
from helpers.articles.passages import passages
from helpers.articles.read import iter_articles, read_articles

__all__ = ["iter_articles", "line_kinds", "near_duplicates", "passages", "read_articles"]
