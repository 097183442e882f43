using Federated.Computations.Personalisation;

namespace Federated.Computations.Tests.Personalisation;

public sealed class PersonalChoiceTests
{
    [Fact]
    public void Of_SeveralCandidates_TheLeastMeanLossWins()
    {
        PersonalChoice choice = PersonalChoice.Of(
            [new(PersonalKind.Local, [0.1, 0.5]), new(PersonalKind.Joint, [0.4, 0.4]), new(PersonalKind.Ditto, [0.2, 0.3])]);

        Assert.Equal([PersonalKind.Ditto, PersonalKind.Local, PersonalKind.Joint], choice.Scores.Select(score => score.Kind));
        Assert.Equal(PersonalKind.Ditto, choice.Kind);
        Assert.Contains("2 validation rows", choice.Reason, StringComparison.Ordinal);
        Assert.Contains("your own model held near the joint one has the lowest loss, 0.2500", choice.Reason, StringComparison.Ordinal);
        Assert.Contains("your own model 0.3000, the joint model 0.4000", choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_EqualLosses_TheOneNearerToTheJointModelWins()
    {
        PersonalKind[] kinds = [PersonalKind.Local, PersonalKind.FineTuned, PersonalKind.Interpolated, PersonalKind.Joint];

        Assert.Equal(PersonalKind.Joint, PersonalChoice.Of([.. kinds.Select(kind => new PersonalCandidate(kind, [0.5]))]).Kind);
        Assert.Equal(PersonalKind.Interpolated, PersonalChoice.Of([.. kinds[..3].Select(kind => new PersonalCandidate(kind, [0.5]))]).Kind);
    }

    [Fact]
    public void Of_Weights_CountRows()
    {
        PersonalCandidate[] candidates = [new(PersonalKind.Local, [0.1, 0.9]), new(PersonalKind.Joint, [0.8, 0.1])];

        Assert.Equal(PersonalKind.Joint, PersonalChoice.Of(candidates).Kind);
        Assert.Equal(PersonalKind.Local, PersonalChoice.Of(candidates, [3, 1]).Kind);
    }

    [Fact]
    public void Of_CandidatesThatCannotBeCompared_IsRefused()
    {
        PersonalCandidate good = new(PersonalKind.Local, [0.1, 0.2]);
        PersonalCandidate[][] bad =
            [[], [new(PersonalKind.Local, [])], [good, good], [good, new(PersonalKind.Joint, [0.1])], [good, new(PersonalKind.Joint, [0.1, double.NaN])]];

        Assert.All(bad, candidates => Assert.Throws<ArgumentException>(() => PersonalChoice.Of(candidates)));
        Assert.Throws<ArgumentException>(() => PersonalChoice.Of([good], [1]));
    }
}
