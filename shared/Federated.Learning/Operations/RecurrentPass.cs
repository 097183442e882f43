using Federated.Learning.Kernels;

namespace Federated.Learning.Operations;

/// <summary>A pass through time, cut into strips of sixteen examples that do not depend on one another.</summary>
internal sealed class RecurrentPass(int examples, Action<int, int> strip) : ParallelWork
{
    private const int Strip = 16;

    public void Run(Workers workers) => workers.Run(this, (examples + Strip - 1) / Strip);

    public override void Run(int chunk) => strip(chunk * Strip, Math.Min(Strip, examples - (chunk * Strip)));
}
