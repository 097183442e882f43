using Federated.Computations.Personalisation;

namespace Federated.Computations.Tests.Personalisation;

public sealed class PersonalChoiceTests
{
    [Fact]
    public void Of_SeveralCandidates_TheLeastMeanLossWins()
    {
        PersonalChoice choice = PersonalChoice.Of(
            [new(PersonalKind.Local, [0.2, 0.4]), new(PersonalKind.Joint, [0.4, 0.4]), new(PersonalKind.Ditto, [0.15, 0.35])]);

        Assert.Equal([PersonalKind.Ditto, PersonalKind.Local, PersonalKind.Joint], choice.Scores.Select(score => score.Kind));
        Assert.Equal(PersonalKind.Ditto, choice.Kind);
        Assert.Contains("2 validation rows", choice.Reason, StringComparison.Ordinal);
        Assert.Contains("your own model held near the joint one has the lowest loss, 0.2500", choice.Reason, StringComparison.Ordinal);
        Assert.Contains("your own model 0.3000, the joint model 0.4000", choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_EqualLosses_TheOneNearerToTheJointModelWins_ButNotOverTheLocalOne()
    {
        PersonalKind[] kinds = [PersonalKind.FineTuned, PersonalKind.Interpolated, PersonalKind.Joint, PersonalKind.Local];
        PersonalKind Winner(params IEnumerable<PersonalKind> present) => PersonalChoice.Of([.. present.Select(kind => new PersonalCandidate(kind, [0.5, 0.6]))]).Kind;

        Assert.Equal(PersonalKind.Joint, Winner(kinds[..3]));
        Assert.Equal(PersonalKind.Interpolated, Winner(kinds[..2]));
        Assert.Equal(PersonalKind.Local, Winner(kinds));
    }

    // Differences 0.1, 0.1, −0.1: mean 1/30, standard error √((2·(1/15)² + (2/15)²)/2)/√3 = 1/15, so the mean is half of it.
    [Theory]
    [InlineData(0.0, PersonalKind.Joint)]
    [InlineData(0.49, PersonalKind.Joint)]
    [InlineData(0.51, PersonalKind.Local)]
    public void Of_Margin_ProtectsTheLocalModel(double margin, PersonalKind expected)
    {
        PersonalChoice choice = PersonalChoice.Of([new(PersonalKind.Local, [0.5, 0.5, 0.5]), new(PersonalKind.Joint, [0.4, 0.4, 0.6])], margin: margin);

        Assert.Equal(expected, choice.Kind);
        Assert.Equal(expected == PersonalKind.Local, choice.Reason.Contains("by too little to rule out chance, so your own model is used", StringComparison.Ordinal));
        Assert.Equal(PersonalKind.Joint, choice.Scores[0].Kind);
    }

    [Fact]
    public void Of_OneValidationRow_KeepsTheLocalModel()
        => Assert.Equal(PersonalKind.Local, PersonalChoice.Of([new(PersonalKind.Local, [5]), new(PersonalKind.Joint, [0.1])]).Kind);

    [Fact]
    public void Of_Weights_CountRows()
    {
        PersonalCandidate[] plain = [new(PersonalKind.Joint, [0.1, 0.9]), new(PersonalKind.Ditto, [0.8, 0.1])];
        PersonalCandidate[] guarded = [new(PersonalKind.Local, [0.5, 0.5, 0.5]), new(PersonalKind.Joint, [0.4, 0.4, 0.6])];

        Assert.Equal(PersonalKind.Ditto, PersonalChoice.Of(plain).Kind);
        Assert.Equal(PersonalKind.Joint, PersonalChoice.Of(plain, [3, 1]).Kind);
        Assert.Equal(PersonalKind.Joint, PersonalChoice.Of(guarded, [9, 9, 1]).Kind);
        Assert.Equal(PersonalKind.Local, PersonalChoice.Of(guarded, [1, 1, 2]).Kind);
    }

    [Fact]
    public void Of_CandidatesThatCannotBeCompared_IsRefused()
    {
        PersonalCandidate good = new(PersonalKind.Local, [0.1, 0.2]);
        PersonalCandidate[][] bad =
            [[], [new(PersonalKind.Local, [])], [good, good], [good, new(PersonalKind.Joint, [0.1])], [good, new(PersonalKind.Joint, [0.1, double.NaN])]];

        Assert.All(bad, candidates => Assert.Throws<ArgumentException>(() => PersonalChoice.Of(candidates)));
        Assert.Throws<ArgumentException>(() => PersonalChoice.Of([good], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PersonalChoice.Of([good], margin: -1));
    }
}
