using Federated.ClientNode.Strategy;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Tests.Strategy;

public sealed class StrategyPlanTests
{
    [Fact]
    public void Read_EverySetting_IsTaken()
    {
        var plan = StrategyPlanReader.Read(
            """
            sources:
              - {task: uplift, job: spring-1a2b, mapping: campaign.yaml}
              - {task: value}
            value: {task: value, margin: 0.3}
            channels: [{name: email, cost: 0.02}, {name: phone, cost: 4}]
            channel_field: medium
            budget: 1000
            curves: curves.csv
            leave_out: {items: [a], offers: [b]}
            opt_out: out.csv
            """, "strategy.yaml", "/plans");
        Assert.Equal([new PlannedSource("uplift", "spring-1a2b", "/plans/campaign.yaml"), new PlannedSource("value", null, null)], plan.Sources);
        Assert.Equal(new PlannedValue(null, "value", 0.3), plan.Value);
        Assert.Equal([new PlannedChannel("email", 0.02), new PlannedChannel("phone", 4)], plan.Channels);
        Assert.Equal(("medium", 1000.0, null, "/plans/curves.csv", "/plans/out.csv"), (plan.ChannelField, plan.Limit.Budget, plan.Limit.Contacts, plan.Curves, plan.OptOut));
        Assert.Equal("a", Assert.Single(plan.LeftOutItems));
        Assert.Equal("b", Assert.Single(plan.LeftOutOffers));
    }

    [Theory]
    [InlineData("budgets: 1", "FED-STRATEGY-KEY", "unknown key 'budgets'")]
    [InlineData("budget: -1", "FED-STRATEGY-RANGE", "budget")]
    [InlineData("budget: 1\nmost_contacts: 2", "FED-STRATEGY-LIMIT", "a budget and a largest number")]
    [InlineData("curves: c.csv", "FED-STRATEGY-BUDGET", "no budget")]
    [InlineData("value: {fixed: 1, task: value}", "FED-STRATEGY-VALUE", "not said once")]
    [InlineData("value: {margin: 1}", "FED-STRATEGY-VALUE", "not said once")]
    [InlineData("sources: [{task: upplift}]", "FED-STRATEGY-VALUE", "upplift")]
    [InlineData("sources: [{task: value}, {task: value}]", "FED-STRATEGY-TWICE", "stands twice")]
    [InlineData("channels: [{name: a}, {name: a}]", "FED-STRATEGY-TWICE", "stands twice")]
    [InlineData("leave_out: {item: [a]}", "FED-STRATEGY-KEY", "unknown key 'item'")]
    public void Read_Fault_IsNamedWithItsPlace(string text, string code, string words)
    {
        var fault = Assert.Throws<DocumentException>(() => StrategyPlanReader.Read(text, "strategy.yaml", "/plans"));
        Assert.Contains(fault.Faults, each => each.Code == code && each.What.Contains(words, StringComparison.Ordinal) && each.Position.Line > 0);
    }

    [Fact]
    public void Starter_WithAndWithoutModels_IsAPlan()
    {
        Assert.Empty(StrategyPlanReader.Read(StarterStrategyPlan.Write([]), "strategy.yaml", "/plans").Sources);
        Assert.Equal(["churn", "uplift"], StrategyPlanReader.Read(StarterStrategyPlan.Write(["churn", "insight", "uplift"]), "strategy.yaml", "/plans").Sources.Select(source => source.Task));
    }

    [Fact]
    public void Starter_EverySettingUncommented_IsKnown()
    {
        var lines = StarterStrategyPlan.Write(["uplift"]).Split('\n').Select(line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^# (  - \{|[a-z_]+: ?)") ? line[2..] : line)
            .Where(line => !line.StartsWith("value: {fixed", StringComparison.Ordinal) && !line.StartsWith("most_contacts", StringComparison.Ordinal));
        var plan = StrategyPlanReader.Read(string.Join('\n', lines), "strategy.yaml", "/plans");
        Assert.Equal((1000.0, 2, "value"), (plan.Limit.Budget, plan.Channels.Count, plan.Value!.Task));
        Assert.NotNull(plan.OptOut);
        Assert.NotNull(plan.Curves);
    }
}
