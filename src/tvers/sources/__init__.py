"""Readers of outside sources: files and feeds of others, recognised by content, turned into values of ours.

One module per source; sources do not know each other. What cannot be read raises `CannotRead` before anything is returned.
"""

from tvers.sources._ad_files import arriving_ads, read_ads
from tvers.sources._profile_files import read_profile_file
from tvers.sources._read_taxonomy import files_of, left_out, read_taxonomy
from tvers.sources.melo import Label, Melo, read_melo

__all__ = ["Label", "Melo", "arriving_ads", "files_of", "left_out", "read_ads", "read_melo", "read_profile_file", "read_taxonomy"]
