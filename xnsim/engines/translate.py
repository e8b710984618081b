"""What Numba need not do for functions like ours, left out.

Numba looks for closures, for expressions over whole arrays, for literal loops and for raised
errors in everything it translates. Our walks have none of them, and each search goes through
the whole function again: without them a first start is done sooner. The machine code is the
same. Numba offers the choice of steps as ``pipeline_class``; where its steps are named
otherwise, all of them are done.
"""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def short_way() -> dict[str, Any]:
    """Return the option that makes Numba take only the steps our functions need, or none where it knows no such steps."""
    try:
        from numba.core import compiler, typed_passes, untyped_passes
        from numba.core.compiler_machinery import PassManager

        steps = [(untyped_passes.TranslateByteCode, "read the function"), (untyped_passes.FixupArgs, "name its arguments"),
                 (untyped_passes.IRProcessing, "find its blocks"), (untyped_passes.RewriteSemanticConstants, "put constants in"),
                 (untyped_passes.DeadBranchPrune, "leave out what never happens"), (untyped_passes.ReconstructSSA, "name every value once"),
                 (typed_passes.NopythonTypeInference, "find its types"), (typed_passes.PreLowerStripPhis, "join values"),
                 (typed_passes.NoPythonSupportedFeatureValidation, "check"), (typed_passes.IRLegalization, "put in order"),
                 (typed_passes.AnnotateTypes, "keep the types"), (typed_passes.NativeLowering, "translate"),
                 (typed_passes.NoPythonBackend, "make it callable")]
        chosen = compiler.CompilerBase
    except (ImportError, AttributeError):
        return {}

    class ShortWay(chosen):
        """The steps from Python to machine code that a function of numbers and arrays needs."""

        def define_pipelines(self) -> list[PassManager]:
            """Return the one way there is."""
            way = PassManager("xnsim")
            for step, says in steps:
                way.add_pass(step, says)
            way.finalize()
            return [way]

    return {"pipeline_class": ShortWay}
