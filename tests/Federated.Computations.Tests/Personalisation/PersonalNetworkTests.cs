using Federated.Computations.Personalisation;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Personalisation;

public sealed class PersonalNetworkTests
{
    [Fact]
    public void Fit_TwoClasses_HasAllCandidatesAndTheReasonOfTheBest()
    {
        PersonalSetting setting = PersonalCase.Setting(1.5, 1.2, 80);
        PersonalResult result = PersonalNetwork.Fit(setting, PersonalCase.Options, 5);

        Assert.Equal(Enum.GetValues<PersonalKind>(), result.Models.Keys.Order());
        foreach (PersonalScore score in result.Choice.Scores)
        {
            LabelledRows validation = setting.Rows.Validation;
            float[] logits = result.Models[score.Kind].Logits(setting.Architecture, validation.Features);
            Assert.Equal(setting.Loss.Evaluate(logits, validation.Labels.Span, default, new float[validation.Count]), score.Loss, 1e-6);
        }

        Assert.Equal(result.Choice.Kind, result.Chosen.Kind);
        PersonalResult again = PersonalNetwork.Fit(setting, PersonalCase.Options, 5);
        Assert.All(result.Models, pair => Assert.Equal(pair.Value.Write().ContentHash(), again.Models[pair.Key].Write().ContentHash()));
    }

    [Fact]
    public void Fit_ThreeClasses_ChoosesAmongTheSameCandidates()
    {
        var architecture = new PerceptronArchitecture { InputSize = 3, OutputSize = 3 };
        LabelledRows Classes(int rows, ulong seed)
        {
            LabelledRows two = PersonalCase.Rows(rows, seed, 1);
            float[] labels = [.. two.Labels.ToArray().Select((label, row) => two.Features.Span[row * 3] > 1 ? 2f : label)];
            return new LabelledRows(two.Features, 3, labels);
        }

        var rows = new PersonalRows(Classes(120, 1), Classes(60, 2));
        PersonalResult result = PersonalNetwork.Fit(new PersonalSetting(architecture, new SoftmaxCrossEntropy(3), architecture.Create(8).Capture(), rows), PersonalCase.Options, 5);

        Assert.NotEqual(PersonalKind.Joint, result.Choice.Kind);
        Assert.True(result.Choice.Scores[0].Loss < 0.8 * result.Choice.Scores[^1].Loss, result.Choice.Reason);
        Assert.Equal(180, result.Chosen.Logits(architecture, rows.Validation.Features).Length);
    }
}
