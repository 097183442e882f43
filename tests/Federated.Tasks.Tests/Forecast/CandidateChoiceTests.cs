using Federated.Tasks.Forecast;

namespace Federated.Tasks.Tests.Forecast;

public sealed class CandidateChoiceTests
{
    private static readonly int[] Periods = [1, 1, 2, 2, 3, 3, 4, 4];

    [Fact]
    public void Of_OtherModelBetterInEveryPeriod_IsChosen() =>
        Assert.Equal(CandidateKind.Own, CandidateChoice.Of(Errors(CandidateKind.Own, 1, 1, 2, 1, 1, 2, 1, 1)));

    [Fact]
    public void Of_OtherModelBetterByOnePeriodAlone_IsNotChosen()
    {
        // In the sum it is better by 6, all of it in the first period.
        Assert.Equal(CandidateKind.Joint, CandidateChoice.Of(Errors(CandidateKind.Smoothing, 0, 0, 3, 3, 3, 3, 3, 3)));
        Assert.Equal(CandidateKind.Smoothing, CandidateChoice.Of(Errors(CandidateKind.Smoothing, 0, 0, 0.5, 0, 1, 0, 0.5, 0)));
    }

    [Fact]
    public void Of_OnePeriodOrNone_IsJoint()
    {
        Assert.Equal(CandidateKind.Joint, CandidateChoice.Of([.. Enum.GetValues<CandidateKind>().Select(kind => new[] { (1, kind == CandidateKind.Own ? 0.0 : 9) })]));
        Assert.Equal(CandidateKind.Joint, CandidateChoice.Of([.. Enum.GetValues<CandidateKind>().Select(_ => Array.Empty<(int, double)>())]));
    }

    // Every model is off by 3 in each row but one.
    private static (int, double)[][] Errors(CandidateKind kind, params double[] sizes) =>
        [.. Enum.GetValues<CandidateKind>().Select(each => Periods.Select((period, row) => (period, each == kind ? sizes[row] : 3.0)).ToArray())];
}
