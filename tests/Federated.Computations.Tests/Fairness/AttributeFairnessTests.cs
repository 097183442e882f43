using Federated.Computations.Fairness;

namespace Federated.Computations.Tests.Fairness;

public sealed class AttributeFairnessTests
{
    [Theory]
    [InlineData(19, false)]
    [InlineData(20, true)]
    public void Of_CustomersOfNoDeclaredGroup_AreShownFromTheFloorOnly(int rows, bool isShown)
    {
        var nobody = new GroupOutcome(0, 0, 0, 0, 0, 0);
        Assert.Equal(isShown, AttributeFairness.Of([nobody, new GroupOutcome(rows, rows, 1, 1, 1, 1)], floor: 20).Others is not null);
    }
}
