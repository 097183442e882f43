using Federated.Computations.Robust;
using Xunit.Abstractions;

namespace Federated.Computations.Tests.Robust;

public sealed class AttackTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(Attack.None)]
    [InlineData(Attack.SignFlip)]
    [InlineData(Attack.Scaling)]
    [InlineData(Attack.LabelFlip)]
    [InlineData(Attack.Backdoor)]
    public void Look(Attack attack)
    {
        foreach (int[] hidden in new int[][] { [], [8] })
        foreach (bool bounded in new[] { false, true })
        foreach (int bad in new[] { 2, 9 })
        {
            var partners = new AttackedPartners(attack, bad, bounded, hidden: hidden);
            output.WriteLine($"{attack} hidden {hidden.Length} bounded {bounded} bad {bad}: mean {partners.Mean()}");
            if (bad == 2)
            foreach (RobustRule rule in Enum.GetValues<RobustRule>())
                output.WriteLine($"   {rule} {partners.Groups(rule, 2)}");
            output.WriteLine($"   rfa {partners.GeometricMedian()}");
        }
    }
}
