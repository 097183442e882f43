using Federated.Learning.Linear;
using Federated.Tasks.Value;

namespace Federated.Tasks.Tests.Value;

public sealed class TwoPartFitTests
{
    private static readonly TwoPartFit Fit = new(new LinearModel([0], 0), new LinearModel([1], 0), Factor: 2, Most: 500);

    [Fact]
    public void Parts_AmountWithinTheContract_IsTheSmearedShareOfTheLargest() => Assert.Equal([(0.5, 500 * 2 * 0.1)], Fit.Parts([(float)Math.Log(0.1)]), Close);

    [Fact]
    public void Parts_AmountBeyondTheContract_IsTheLargestThatItAccepts() => Assert.Equal([(0.5, 500.0)], Fit.Parts([3]), Close);

    private static bool Close((double Probability, double Amount) first, (double Probability, double Amount) second) =>
        Math.Abs(first.Probability - second.Probability) < 1e-9 && Math.Abs(first.Amount - second.Amount) < 1e-4;
}
