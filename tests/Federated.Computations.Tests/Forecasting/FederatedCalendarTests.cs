using Federated.Computations.Forecasting;

namespace Federated.Computations.Tests.Forecasting;

public sealed class FederatedCalendarTests
{
    [Fact]
    public void Run_NodesOfDifferentRanges_FindsWhereHalfOfThemAre()
    {
        IPeriodSums[] nodes = [new Node(3, 20), new Node(5, 21), new Node(5, 20), new Node(0, 22)];
        Calendar found = SimulatedRounds.Run(new FederatedCalendar(), new CalendarState(30), nodes, CalendarSnapshot.Write, read => CalendarSnapshot.Read(read, 30)).State.Result!;
        Assert.Equal(new Calendar(3, 21, 18 + 17 + 16 + 23, 4), found);
    }

    [Fact]
    public void Apply_NobodyHasRows_SaysWhatToCheck()
    {
        var fault = Assert.Throws<ContributionException>(() => SimulatedRounds.Finish(new FederatedCalendar(), new CalendarState(30), [new Node(5, 4)]));
        Assert.Contains("period", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamagedState_IsRefused()
    {
        var state = new CalendarState(30, 0, new Calendar(3, 20, 100, 4), []);
        Assert.Equal(state, CalendarSnapshot.Read(CalendarSnapshot.Write(state), 30));
        Assert.Throws<ContributionException>(() => CalendarSnapshot.Read(SimulatedRounds.With(CalendarSnapshot.Write(state), "calendar", 1, 2), 30));
        Assert.Throws<ContributionException>(() => CalendarSnapshot.Read(CalendarSnapshot.Write(state), 15));
    }

    [Fact]
    public void Run_ValuesOfACategory_AreHeldWhereEnoughPartnersHaveThem()
    {
        IPeriodSums[] nodes = [new Node(3, 20, 0, 1), new Node(5, 21, 0, 1), new Node(5, 20, 0, 2), new Node(0, 22, 2)];
        CalendarState state = SimulatedRounds.Run(new FederatedCalendar(), new CalendarState(30, 3), nodes, CalendarSnapshot.Write, read => CalendarSnapshot.Read(read, 30, 3)).State;
        Assert.Equal([true, false, false], state.Held.ToArray());
        Assert.Throws<ContributionException>(() => CalendarSnapshot.Read(SimulatedRounds.With(CalendarSnapshot.Write(state), "held", 1, 2), 30, 3));
        Assert.Throws<ContributionException>(() => CalendarSnapshot.Read(CalendarSnapshot.Write(state), 30));
    }

    private sealed class Node(int first, int last, params int[] values) : IPeriodSums
    {
        public long Mark(Span<double> into)
        {
            foreach (int value in values)
                into[30 + value] = 1;
            for (int period = first; period <= last; period++)
                into[period] = 1;
            return Math.Max(0, last - first + 1);
        }
    }
}
