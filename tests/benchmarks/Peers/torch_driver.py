#!/usr/bin/env python3
"""Runs single workloads of a program of baselines on request, so that another program can alternate with it.

    torch_driver.py PROGRAM THREADS

PROGRAM is a Python file that defines STEPS, MATMULS and FITS (name -> builder) and does no work when it is given --list.
One request a line on standard input, one JSON object a line on standard output:

    build NAME   makes the workload and proves it -> {"figures": {"loss_step0": ..., "loss_step20": ...}}
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
    return module, torch.__version__


def build(module, name):
    """-> a function of one step, and the figures that prove the work"""
    if name in module.STEPS:
        step, _ = module.STEPS[name]()
        losses = [float(step()) for _ in range(21)]
        return step, {"loss_step0": losses[0], "loss_step20": losses[20]}
    if name in module.MATMULS:
        import numpy
        step, _ = module.MATMULS[name]()
        return step, {"absolute_sum": float(numpy.abs(numpy.asarray(step()).astype(numpy.float64)).sum())}
    if name in module.FITS:
        step = module.FITS[name][0]()
        return step, step()
    raise KeyError(f"the program has no workload '{name}'")


def peak_memory():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def main():
    try:
        module, version = load(sys.argv[1], int(sys.argv[2]))
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
