using Federated.Computations.Robust;

namespace Federated.Computations.Tests.Robust;

/// <summary>Accuracy of a clean run is 0.93. Bad partners are two of twenty-four unless said otherwise; f = 2 is declared, in eight groups of three.</summary>
public sealed class AttackTests
{
    private const double WithinThreePoints = 0.03;
    private static readonly double Clean = new AttackedPartners(Attack.None, 0).Mean().Accuracy;

    [Theory]
    [InlineData(Attack.SignFlip)]
    [InlineData(Attack.Scaling)]
    [InlineData(Attack.LabelFlip)]
    public void Rounds_TwoBadPartners_FailTheMeanAndNotTheRobustRules(Attack attack)
    {
        var partners = new AttackedPartners(attack, bad: 2);

        Assert.True(partners.Mean().Accuracy < Clean - 0.1, $"The plain mean bears {attack}: the attack is too weak to show anything.");
        Assert.All(Robust(partners), rule => Assert.True(rule.Outcome.Accuracy > Clean - WithinThreePoints, $"{rule.Name}: {rule.Outcome}, clean {Clean}"));
    }

    [Fact]
    public void Rounds_Backdoor_OpensTheMeanAndNotTheRobustRules()
    {
        var partners = new AttackedPartners(Attack.Backdoor, bad: 2);

        Assert.True(partners.Mean().Fooled > 0.9, "The plain mean keeps the back door shut: the attack is too weak to show anything.");
        Assert.All(Robust(partners), rule => Assert.True(
            rule.Outcome.Fooled < 0.45 && rule.Outcome.Accuracy > Clean - WithinThreePoints, $"{rule.Name}: {rule.Outcome}, clean {Clean}"));
    }

    [Fact]
    public void Rounds_SignFlipWithinTheNormBound_FailsTheMeanAndNotTheRobustRules()
    {
        var partners = new AttackedPartners(Attack.SignFlip, bad: 2, bounded: true);

        Assert.True(partners.Mean().Accuracy < Clean - 0.1, "The norm bound alone would do.");
        Assert.All(Robust(partners), rule => Assert.True(rule.Outcome.Accuracy > Clean - WithinThreePoints, $"{rule.Name}: {rule.Outcome}, clean {Clean}"));
    }

    [Fact]
    public void Rounds_PerceptronAndSignFlip_FailTheMeanAndNotTheRobustRules()
    {
        int[] hidden = [8];
        double clean = new AttackedPartners(Attack.None, 0, hidden: hidden).Mean().Accuracy;
        var partners = new AttackedPartners(Attack.SignFlip, bad: 2, hidden: hidden);

        Assert.True(partners.Mean().Accuracy < clean - 0.1);
        Assert.True(partners.Groups(RobustRule.Median, 2).Accuracy > clean - WithinThreePoints);
        Assert.True(partners.GeometricMedian().Accuracy > clean - WithinThreePoints);
    }

    [Fact]
    public void GeometricMedian_NineOfTwentyFourThatScale_IsWithinThreePoints()
    {
        var partners = new AttackedPartners(Attack.Scaling, bad: 9, bounded: true);

        Assert.True(partners.Mean().Accuracy < Clean - 0.05);
        Assert.True(partners.GeometricMedian().Accuracy > Clean - WithinThreePoints);
    }

    [Fact]
    public void Rounds_NobodyBad_CostTheRobustRulesLessThanThreePoints()
    {
        var partners = new AttackedPartners(Attack.None, 0);

        Assert.All(Robust(partners), rule => Assert.True(rule.Outcome.Accuracy > Clean - WithinThreePoints, $"{rule.Name}: {rule.Outcome}, clean {Clean}"));
    }

    private static (string Name, AttackedPartners.Outcome Outcome)[] Robust(AttackedPartners partners) =>
    [
        .. Enum.GetValues<RobustRule>().Select(rule => ($"groups, {rule}", partners.Groups(rule, 2))),
        ("geometric median by secure sums", partners.GeometricMedian()),
    ];
}
