"""Checks of the gate that no ready-made tool does: sizes, documents, generated pages."""
