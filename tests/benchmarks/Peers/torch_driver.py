#!/usr/bin/env python3
"""Runs single workloads of a program of baselines on request, so that another program can alternate with it.

    torch_driver.py THREADS [PROGRAM]

PROGRAM is a Python file that defines STEPS, MATMULS and FITS (name -> builder) and does no work when it is given --list. Without it there are products alone,
and PyTorch is not loaded.
One request a line on standard input, one JSON object a line on standard output:

    build NAME   makes the workload and proves it -> {"figures": {"loss_step0": ..., "loss_step20": ...}}
    build product M N K TA TB   makes numpy's float32 product of M x K by K x N; TA and TB are 1 where an operand is the transposed view of an array
    run K        K steps                          -> {"seconds": ...}
    memory       peak resident memory             -> {"kibibytes": ...}

A failure answers {"error": "..."} and the process lives on. The end of standard input ends it.
"""
import gc, importlib.util, json, os, sys, time

# The answers keep a channel of their own: whatever a library prints goes to standard error.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def answer(**content):
    answers.write(json.dumps(content) + "\n")
    answers.flush()


def load(path, threads):
    sys.argv = [path, "--list"]
    spec = importlib.util.spec_from_file_location("baselines", path)
    module = importlib.util.module_from_spec(spec)
    out, sys.stdout = sys.stdout, open(os.devnull, "w")
    try:
        spec.loader.exec_module(module)
    finally:
        sys.stdout = out
    import torch
    torch.set_num_threads(threads)
    return module, f"PyTorch {torch.__version__}"


def numpy_version():
    import numpy
    try:
        import threadpoolctl
        pools = [f"{pool['internal_api']} {pool['version']}" for pool in threadpoolctl.threadpool_info() if pool["user_api"] == "blas"]
    except ImportError:
        pools = []
    return " with ".join([f"numpy {numpy.__version__}", *pools])


def uniform(seed, rows, columns):
    """float32 in [-1, 1): SplitMix64 from the state seed * 2^32, the top 53 bits of each output"""
    import numpy
    word = lambda value: numpy.uint64(value)
    with numpy.errstate(over="ignore"):
        mixed = word(seed << 32) + numpy.arange(1, rows * columns + 1, dtype=numpy.uint64) * word(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> word(30))) * word(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> word(27))) * word(0x94D049BB133111EB)
        mixed ^= mixed >> word(31)
    return ((mixed >> word(11)) * 2.0 ** -52 - 1).astype(numpy.float32).reshape(rows, columns)


def product(rows, columns, inner, left_transposed, right_transposed):
    """-> a function of one product into the same array"""
    import numpy
    left = uniform(61, inner, rows).T if left_transposed else uniform(61, rows, inner)
    right = uniform(62, columns, inner).T if right_transposed else uniform(62, inner, columns)
    out = numpy.empty((rows, columns), numpy.float32)
    return lambda: numpy.matmul(left, right, out=out)


def product_figures(result):
    import numpy
    sizes = numpy.abs(numpy.asarray(result).astype(numpy.float64)).ravel()
    return {"absolute_sum": sizes.sum(), "ramped_sum": (sizes * numpy.arange(1, sizes.size + 1)).sum() / sizes.size}


def build(module, name):
    """-> a function of one step, and the figures that prove the work"""
    if name.startswith("product "):
        step = product(*(int(word) for word in name.split()[1:]))
        return step, product_figures(step())
    if module is None:
        raise KeyError(f"there is no program that could have a workload '{name}'")
    if name in module.STEPS:
        step, _ = module.STEPS[name]()
        losses = [float(step()) for _ in range(21)]
        return step, {"loss_step0": losses[0], "loss_step20": losses[20]}
    if name in module.MATMULS:
        step, _ = module.MATMULS[name]()
        return step, product_figures(step())
    if name in module.FITS:
        step = module.FITS[name][0]()
        return step, step()
    raise KeyError(f"the program has no workload '{name}'")


def peak_memory():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def main():
    try:
        module, version = load(sys.argv[2], int(sys.argv[1])) if len(sys.argv) > 2 else (None, numpy_version())
    except Exception as fault:
        answer(error=f"{type(fault).__name__}: {fault}")
        return
    answer(version=version)
    step = None
    for line in sys.stdin:
        command, _, argument = line.strip().partition(" ")
        try:
            if command == "build":
                step = None
                gc.collect()
                step, figures = build(module, argument)
                answer(figures={name: float(value) for name, value in figures.items()})
            elif command == "run":
                start = time.perf_counter()
                for _ in range(int(argument)):
                    step()
                answer(seconds=time.perf_counter() - start)
            elif command == "memory":
                answer(kibibytes=peak_memory())
            else:
                answer(error=f"unknown request '{command}'")
        except Exception as fault:
            answer(error=f"{type(fault).__name__}: {fault}")


main()
