using Federated.Learning.Allocation;
using Federated.Learning.Randomness;
using Federated.Tasks.Reports;
using Federated.Tasks.Strategy;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Tasks.Tests.Strategy;

public sealed class ContactChoiceTests
{
    private static readonly SourceMarks Plan = SourceMarks.Of(1);

    [Fact]
    public void Best_OneChannel_IsWhatTryingEveryListGives() => Prop.ForAll(Cases(mostChannels: 1), each =>
    {
        var choice = ContactChoice.Best(each.Prospects, each.Channels, each.Limit);
        Assert.Equal(BruteForce(each), choice.Return, 1e-9);
        Assert.Equal(TotalOf(each, choice), choice.Return, 1e-9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Best_SeveralChannelsAndACountOrNoLimit_IsWhatTryingEveryListGives() => Prop.ForAll(Cases(mostChannels: 3, withBudget: false), each =>
        Assert.Equal(BruteForce(each), ContactChoice.Best(each.Prospects, each.Channels, each.Limit).Return, 1e-9)).QuickCheckThrowOnFailure();

    [Fact]
    public void Best_SeveralChannelsAndABudget_IsBelowTheBestByLessThanAContactAndNeverAboveItsBound() => Prop.ForAll(Cases(mostChannels: 3), each =>
    {
        var choice = ContactChoice.Best(each.Prospects, each.Channels, each.Limit);
        double best = BruteForce(each), largest = each.Prospects.Where(prospect => prospect.MayBeContacted).Max(prospect => (double?)ContactChoice.BestChannel(prospect.Gain, each.Channels).Return) ?? 0;
        Assert.InRange(best, choice.Return - 1e-9, choice.Bound + 1e-9);
        Assert.True(choice.Bound - choice.Return <= Math.Max(0, largest) + 1e-9, $"{choice.Bound} against {choice.Return}, a contact returns {largest}");
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Best_AnyCase_ContactsNobodyAtALossNorWhoOptedOut_AndKeepsTheLimit() => Prop.ForAll(Cases(mostChannels: 3), each =>
    {
        var choice = ContactChoice.Best(each.Prospects, each.Channels, each.Limit);
        double cost = 0;
        var contacts = 0;
        for (var customer = 0; customer < each.Prospects.Length; customer++)
        {
            if (choice.ChannelOf[customer] is var channel && channel == ContactChoice.NotContacted)
                continue;
            Assert.True(each.Prospects[customer].MayBeContacted);
            Assert.True(ContactChoice.ReturnOf(each.Prospects[customer].Gain, each.Channels[channel]) > 0);
            (cost, contacts) = (cost + each.Channels[channel].Cost.Value, contacts + 1);
        }

        Assert.True(cost <= (each.Limit.Budget ?? double.PositiveInfinity) + 1e-6);
        Assert.True(contacts <= (each.Limit.Contacts ?? long.MaxValue));
        Assert.True(choice.ShadowPrice >= 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Best_DearerContacts_NeverReturnMoreNorReachMoreWithoutALimit() => Prop.ForAll(Cases(mostChannels: 3, withBudget: false), each =>
    {
        ContactChannel[] dearer = [.. each.Channels.Select(channel => channel with { Cost = new SourcedFigure(channel.Cost.Value + 0.5, Plan) })];
        ContactChoice now = ContactChoice.Best(each.Prospects, each.Channels, each.Limit), then = ContactChoice.Best(each.Prospects, dearer, each.Limit);
        Assert.True(then.Return <= now.Return + 1e-9);
        if (each.Limit.Contacts is null)
            Assert.True(then.ChannelOf.Count(channel => channel >= 0) <= now.ChannelOf.Count(channel => channel >= 0));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Best_OneChannelAndABudget_HasTheReturnAndPriceOfTheAllocationOfItsCurve()
    {
        Prospect[] prospects = [.. Enumerable.Range(0, 40).Select(customer => new Prospect(1 + (customer * 37 % 41), true, (ulong)customer))];
        ContactChannel[] channels = [Channel("mail", 2, 1)];
        double[] returns = [.. prospects.Select(prospect => prospect.Gain - 2).Where(value => value > 0).OrderDescending()];
        var curve = new AllocationCell("mail", returns.Select((_, index) => new CurvePoint(2.0 * (index + 1), returns.Take(index + 1).Sum())).Prepend(new CurvePoint(0, 0)));
        var plan = BudgetAllocation.Solve([curve], 30);
        var choice = ContactChoice.Best(prospects, channels, new ContactLimit(Budget: 30));
        Assert.Equal(plan.Return, choice.Return, 1e-9);
        Assert.Equal(returns[15] / 2, choice.ShadowPrice, 1e-9);
    }

    [Fact]
    public void Best_TightBudget_PrefersTheCheapChannelForMoreCustomers()
    {
        Prospect[] prospects = [new(10, true, 0), new(10, true, 1)];
        ContactChannel[] channels = [Channel("phone", 4, 1.4), Channel("mail", 1, 1)];
        Assert.Equal([1, 1], ContactChoice.Best(prospects, channels, new ContactLimit(Budget: 2)).ChannelOf);
        Assert.Equal([0, 0], ContactChoice.Best(prospects, channels, ContactLimit.None).ChannelOf);
    }

    [Fact]
    public void Best_UnknownGain_IsNotContacted() =>
        Assert.Equal([-1], ContactChoice.Best([new(double.NaN, true, 0)], [Channel("mail", 0, 1)], ContactLimit.None).ChannelOf);

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, double.NaN)]
    public void Best_ChannelOutOfRange_IsRefused(double cost, double factor) =>
        Assert.Throws<ArgumentException>(() => ContactChoice.Best([], [Channel("mail", cost, factor)], ContactLimit.None));

    [Fact]
    public void Curve_RisesToTheUnlimitedChoiceAndFallsAfter()
    {
        Prospect[] prospects = [.. Enumerable.Range(0, 500).Select(customer => new Prospect(customer % 100 / 10.0, customer % 7 != 0, (ulong)customer))];
        ContactChannel[] channels = [Channel("mail", 3, 1), Channel("phone", 5, 1.3)];
        var choice = ContactChoice.Best(prospects, channels, ContactLimit.None);
        var curve = ContactCurve.Of(prospects, channels);
        Assert.InRange(curve.Max(point => point.Y.Value), choice.Return * 0.99, choice.Return + 1e-9);
        Assert.Equal(prospects.Count(prospect => prospect.MayBeContacted), curve[^1].X);
        Assert.Equal(prospects.Where(prospect => prospect.MayBeContacted).Sum(prospect => ContactChoice.BestChannel(prospect.Gain, channels).Return), curve[^1].Y.Value, 1e-6);
    }

    private static double TotalOf(Case each, ContactChoice choice) =>
        choice.ChannelOf.Select((channel, customer) => channel < 0 ? 0 : ContactChoice.ReturnOf(each.Prospects[customer].Gain, each.Channels[channel])).Sum();

    // Every way to contact every customer.
    private static double BruteForce(Case each)
    {
        double Try(int customer, double budget, long contacts)
        {
            if (customer == each.Prospects.Length)
                return 0;
            var best = Try(customer + 1, budget, contacts);
            if (!each.Prospects[customer].MayBeContacted || contacts == 0)
                return best;
            foreach (var channel in each.Channels.Where(channel => channel.Cost.Value <= budget + 1e-9))
                best = Math.Max(best, ContactChoice.ReturnOf(each.Prospects[customer].Gain, channel) + Try(customer + 1, budget - channel.Cost.Value, contacts - 1));
            return best;
        }

        return Try(0, each.Limit.Budget ?? double.PositiveInfinity, each.Limit.Contacts ?? long.MaxValue);
    }

    private static Arbitrary<Case> Cases(int mostChannels, bool withBudget = true) => Gen.Choose(0, int.MaxValue - 1).Select(seed =>
    {
        var random = new SeededGenerator((ulong)seed);
        int Up(int below) => (int)(random.NextDouble() * below);
        Prospect[] prospects = [.. Enumerable.Range(0, Up(7)).Select(customer => new Prospect(Up(80) / 8.0 - 2, Up(5) > 0, (ulong)customer))];
        ContactChannel[] channels = [.. Enumerable.Range(0, 1 + Up(mostChannels)).Select(place => Channel($"{place}", Up(12) / 4.0, Up(16) / 8.0))];
        var limit = Up(3) switch { 0 => ContactLimit.None, 1 => new ContactLimit(Contacts: Up(6)), _ => withBudget ? new ContactLimit(Budget: Up(40) / 4.0) : ContactLimit.None };
        return new Case(prospects, channels, limit);
    }).ToArbitrary();

    private static ContactChannel Channel(string name, double cost, double factor) => new(name, new SourcedFigure(cost, Plan), new SourcedFigure(new Estimate(factor), Plan));

    private sealed record Case(Prospect[] Prospects, ContactChannel[] Channels, ContactLimit Limit);
}
