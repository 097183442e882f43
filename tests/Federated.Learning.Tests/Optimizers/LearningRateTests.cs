using Federated.Learning.Optimizers;

namespace Federated.Learning.Tests.Optimizers;

public sealed class LearningRateTests
{
    [Fact]
    public void FactorAt_EverySchedule_FollowsItsFormula()
    {
        static double[] Factors(LearningRateSchedule schedule) => [.. Enumerable.Range(0, 7).Select(time => Math.Round(schedule.FactorAt(time), 6))];

        Assert.Equal([1, 1, 1, 1, 1, 1, 1], Factors(new ConstantSchedule()));
        Assert.Equal([1, 1, 1, 0.5, 0.5, 0.5, 0.25], Factors(new StepSchedule(3, 0.5)));
        Assert.Equal([1, 0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625], Factors(new ExponentialSchedule(0.5)));
        Assert.Equal([1, 0.868198, 0.55, 0.231802, 0.1, 0.1, 0.1], Factors(new CosineSchedule(4, 0.1)));
        Assert.Equal([0.2, 0.6, 1, 0.5, 0.25, 0.125, 0.0625], Factors(new WarmUpSchedule(2, 0.2, new ExponentialSchedule(0.5))));
        Assert.Equal([0.25, 0.5, 0.75, 1, 1, 1, 1], Factors(new WarmUpSchedule(3, 0.25)));
    }

    [Fact]
    public void Validate_SchedulesOutOfRange_SaysWhat()
    {
        static void Refuses(LearningRateSchedule schedule, string words)
            => Assert.Contains(words, Assert.Throws<ArgumentException>(schedule.Validate).Message, StringComparison.Ordinal);

        Refuses(new StepSchedule(0, 2), "period is 0, must be at least 1; gamma is 2");
        Refuses(new ExponentialSchedule(double.NaN), "gamma");
        Refuses(new CosineSchedule(0, -1), "floor is -1");
        Refuses(new WarmUpSchedule(5, 3), "start is 3");
        Refuses(new WarmUpSchedule(5, Then: new StepSchedule(5) { Unit = ScheduleUnit.Step }), "must be the same");
        Refuses(new WarmUpSchedule(5, Then: new StepSchedule(-1)), "period is -1");
        Refuses(new ConstantSchedule { Unit = (ScheduleUnit)9 }, "unit is 9");
        new WarmUpSchedule(5, Then: new CosineSchedule(9)).Validate();
    }

    [Fact]
    public void Observe_LossThatStaysPut_ReducesAfterPatienceAndRestsInCooldown()
    {
        var plateau = new PlateauReduction(new PlateauOptions { Factor = 0.5, Patience = 1, Cooldown = 2, Threshold = 0.1, Floor = 0.2 });
        double[] losses = [1, 0.95, 0.5, 0.5, 0.49, 0.48, 0.48, 0.48, 0.48, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3];
        double[] factors = [.. losses.Select(loss =>
        {
            plateau.Observe(loss);
            return plateau.Factor;
        })];

        // 0.95 is no improvement of a tenth; a reduction comes with the second pass without one, and two passes of cooldown count nothing.
        Assert.Equal([1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.2, 0.2, 0.2, 0.2], factors);
        Assert.Throws<ArgumentException>(() => new PlateauReduction(new PlateauOptions { Factor = 1, Patience = -1 }));
    }
}
