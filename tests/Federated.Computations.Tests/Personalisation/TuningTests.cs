using Federated.Computations.Personalisation;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Personalisation;

public sealed class TuningTests
{
    private static readonly LabelledRows Test = PersonalCase.Rows(2000, 99, -1.5);

    public static TheoryData<string> Ways => new("FineTuning", "LocalHead", "Ditto");

    [Theory]
    [MemberData(nameof(Ways))]
    public void Fit_OwnLawOfItsOwn_GainsOnTheJointModel(string way)
    {
        PersonalSetting setting = PersonalCase.Setting(jointTwist: 1.5, ownTwist: -1.5, training: 400);
        ModelSnapshot personal = Fit(way, setting, PersonalCase.Options);

        double before = PersonalCase.MeanLoss(setting, setting.Joint, Test), after = PersonalCase.MeanLoss(setting, personal, Test);
        Assert.True(after < before * 0.7, $"{before:F3} jointly, {after:F3} after");
    }

    // Labels of the training rows are drawn against the law that the validation rows follow: every pass makes it worse.
    [Theory]
    [MemberData(nameof(Ways))]
    public void Fit_NoPassHelpsTheValidationRows_GivesTheJointModelBack(string way)
    {
        PersonalSetting joint = PersonalCase.Setting(jointTwist: 1.5, ownTwist: 1.5, training: 60);
        float[] inverted = [.. joint.Rows.Training.Labels.ToArray().Select(label => 1 - label)];
        var rows = new PersonalRows(new LabelledRows(joint.Rows.Training.Features, 3, inverted), joint.Rows.Validation);

        ModelSnapshot personal = Fit(way, joint with { Rows = rows }, PersonalCase.Options);
        Assert.Equal(joint.Joint.ContentHash(), personal.ContentHash());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LocalHead_Fit_MovesTheLastLayerOnly(bool normalised)
    {
        PerceptronArchitecture architecture = PersonalCase.Architecture with { HiddenSizes = [8, 4], BatchNorm = normalised };
        PersonalSetting setting = PersonalCase.Setting(1.5, -1.5, 400, architecture: architecture);
        ModelSnapshot personal = LocalHead.Fit(setting, PersonalCase.Options, 3);

        foreach (NamedTensor tensor in setting.Joint.Tensors)
        {
            bool same = setting.Joint.Singles(tensor.Name).SequenceEqual(personal.Singles(tensor.Name));
            Assert.Equal(!tensor.Name.StartsWith("layers.2.", StringComparison.Ordinal), same);
        }
    }

    [Fact]
    public void Ditto_StrongerPull_StaysNearer()
    {
        PersonalSetting setting = PersonalCase.Setting(1.5, -1.5, 400);
        double Distance(double pull)
        {
            ModelSnapshot personal = Ditto.Fit(setting, PersonalCase.Options with { Pulls = [pull] }, 3);
            return Math.Sqrt(setting.Joint.Tensors.Sum(tensor => Enumerable.Range(0, tensor.Shape.Length)
                .Sum(index => Math.Pow(personal.Singles(tensor.Name)[index] - setting.Joint.Singles(tensor.Name)[index], 2))));
        }

        double free = Distance(1e-6), held = Distance(0.1), fast = Distance(2);
        Assert.True(free > held && held > fast && fast > 0, $"{free:F3}, {held:F3}, {fast:F3}");
    }

    [Fact]
    public void Ditto_SeveralPulls_KeepsTheOneOfTheLeastValidationLoss()
    {
        PersonalSetting setting = PersonalCase.Setting(1.5, -0.5, 60);
        double LossOf(params double[] pulls) => PersonalCase.MeanLoss(setting, Ditto.Fit(setting, PersonalCase.Options with { Pulls = [.. pulls] }, 3), setting.Rows.Validation);

        double[] each = [LossOf(0.01), LossOf(0.1), LossOf(1)];
        Assert.True(each.Distinct().Count() > 1);
        Assert.Equal(each.Min(), LossOf(0.01, 0.1, 1), 1e-9);
    }

    [Fact]
    public void Options_OutOfRange_NamesAllOfThem()
    {
        var options = new PersonalOptions
        {
            TuningEpochs = 0,
            TuningPatience = 0,
            Pulls = [0],
            InterpolationSteps = 0,
            Training = new TrainerOptions { ValidationShare = 0.5 },
        };
        string message = Assert.Throws<ArgumentException>(options.Validate).Message;

        Assert.All(["tuning epochs", "tuning patience", "pulls", "interpolation steps", "validation share"], word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_NoneToTrainOrToJudge_AreRefused()
    {
        LabelledRows rows = PersonalCase.Rows(4, 1, 1);

        Assert.Throws<ArgumentException>(() => new PersonalRows(rows, rows.Select([])));
        Assert.Throws<ArgumentException>(() => new PersonalRows(rows.Select([]), rows));
        Assert.Throws<ArgumentException>(() => new PersonalRows(rows, new LabelledRows(new float[2], 2, new float[1])));
    }

    private static ModelSnapshot Fit(string way, PersonalSetting setting, PersonalOptions options) => way switch
    {
        "FineTuning" => FineTuning.Fit(setting, options, 3),
        "LocalHead" => LocalHead.Fit(setting, options, 3),
        _ => Ditto.Fit(setting, options, 3),
    };
}
