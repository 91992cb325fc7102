"""Frames: each fills the slots of one fact type from the phrases around its trigger."""
