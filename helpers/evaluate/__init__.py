"""How good each stage is: scores against gold annotation, with intervals.

Each module here has ``evaluate(gold: Path) -> DataFrame`` with the columns
``stage measure data value low high n baseline published``, and ``rival`` where another
tool was run by this project: ``published`` is for figures that others have printed.
"""
