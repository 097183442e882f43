using Federated.Learning.Kernels;

namespace Federated.Learning.Operations;

/// <summary>Work on examples that do not depend on one another, cut into strips of a fixed number of them; the action is given a strip's first example and its count.</summary>
internal sealed class ExampleStrips(int examples, int strip, Action<int, int> action) : ParallelWork
{
    public void Run(Workers workers) => workers.Run(this, (examples + strip - 1) / strip);

    public override void Run(int chunk) => action(chunk * strip, Math.Min(strip, examples - (chunk * strip)));
}
