using Federated.Tasks.Documents;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Tests.Schema;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Tasks.Tests.Jobs;

public class JobSpecTests
{
    private static readonly TaskDeclaration[] KnownTasks =
    [
        new() { Name = "response", Summary = "Who buys.", Labels = [LabelKind.TwoClasses], Models = [ModelKind.Logistic, ModelKind.Mlp] },
        new() { Name = "churn", Summary = "Who leaves.", Labels = [LabelKind.TwoClasses], Models = [ModelKind.Logistic, ModelKind.Mlp, ModelKind.BoostedTrees], Options =
        [
            TaskOption.Number("horizon", "Months ahead.", new NumberRange(0, 24), 3), TaskOption.WholeNumber("top", "Reasons.", 1, 9, 2), TaskOption.Choice("by", "Unit.", ["day", "week"], "day"),
            TaskOption.Truth("strict", "Refuses more.", fallback: false), TaskOption.Names("compare", "Fields."),
        ] },
        new() { Name = "look", Summary = "Statistics.", Labels = [LabelKind.None, LabelKind.Number] },
    ];

    private static readonly string Contract = "contract:\n  " + Contracts.Churn.ReplaceLineEndings("\n  ");

    private static readonly string Least = $"name: churn-2026-q4\ntask: churn\n{Contract}\n";

    [Fact]
    public void Parse_LeastJob_HasTheDocumentedDefaults()
    {
        JobSpec job = JobSpec.Parse(Least, "job.yaml", KnownTasks);
        Assert.Equal(("churn-2026-q4", "churn", "churn-v1"), (job.Name, job.Task, job.Contract.Name));
        Assert.Equal((ModelKind.Logistic, 0), (job.Model.Kind, job.Model.Hidden.Count));
        Assert.Equal(new TrainingSpec { Rounds = 20, LocalEpochs = 1, BatchSize = 64, LearningRate = 0.01, WeightDecay = 0, ClipNorm = 10 }, job.Training);
        Assert.Equal(new EvaluationSpec { TestFraction = 0.2, Salt = "churn-2026-q4" }, job.Evaluation);
        Assert.Equal(new CohortSpec { Minimum = 4, Collusion = 0.2, Dropout = 0.34 }, job.Cohort);
        Assert.Equal((new QuantisationSpec { Bits = 16, Rotate = false }, 60), (job.Quantisation, job.Timeouts.PhaseSeconds));
        Assert.DoesNotContain("rotate", job.ToYaml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_EverySetting_IsRead()
    {
        JobSpec job = JobSpec.Parse(Least + """
            model: {kind: mlp, hidden: [8, 4], dropout: 0.25}
            training: {rounds: 7, local_epochs: 2, batch_size: 128, learning_rate: 1e-3, weight_decay: 0.001, clip_norm: 2.5}
            evaluation: {test_fraction: 0.25, salt: pepper}
            cohort: {minimum: 5, collusion: 0.1, dropout: 0.4}
            quantisation: {bits: 7, rotate: true}
            timeouts: {phase_seconds: 5}
            """, "job.yaml", KnownTasks);
        Assert.Equal(ModelKind.Mlp, job.Model.Kind);
        Assert.Equal([8, 4], job.Model.Hidden);
        Assert.Equal(0.25, job.Model.Dropout);
        Assert.Equal(new TrainingSpec { Algorithm = TrainingAlgorithm.FedAvg, Rounds = 7, LocalEpochs = 2, BatchSize = 128, LearningRate = 0.001, WeightDecay = 0.001, ClipNorm = 2.5 }, job.Training);
        Assert.Equal(new EvaluationSpec { TestFraction = 0.25, Salt = "pepper" }, job.Evaluation);
        Assert.Equal(new CohortSpec { Minimum = 5, Collusion = 0.1, Dropout = 0.4 }, job.Cohort);
        Assert.Equal((new QuantisationSpec { Bits = 7, Rotate = true }, 5), (job.Quantisation, job.Timeouts.PhaseSeconds));
        Assert.Equal(job.Hash(), JobSpec.Parse(job.ToYaml(), "again", KnownTasks).Hash());
    }

    [Fact]
    public void Parse_OptionsAndFeatures_AreReadWithTheirDefaults()
    {
        JobSpec job = JobSpec.Parse(Least + """
            model: {kind: boosted_trees, trees: 7}
            options: {horizon: 6, compare: [plan, state]}
            features:
              state: {encode: target, smoothing: 5}
              minutes: {log: true, clip: 0.01, impute: median}
              calls: {impute: mean}
            """, "job.yaml", KnownTasks);
        Assert.Equal((6.0, 2, "day", false), (job.Options.Number("horizon"), job.Options.WholeNumber("top"), job.Options.Choice("by"), job.Options.Truth("strict")));
        Assert.Equal(["plan", "state"], job.Options.Names("compare"));
        Assert.Equal(["state", "minutes"], job.Features.Select(spec => spec.Field));
        Assert.Equal((CategoryEncoding.Target, 5.0), (job.Features[0].Encode, job.Features[0].Smoothing));
        Assert.Equal((true, 0.01, Imputation.Median), (job.Features[1].Log, job.Features[1].Clip, job.Features[1].Impute));
        Assert.Equal((ModelKind.BoostedTrees, 7, 5, TrainingAlgorithm.Exact), (job.Model.Kind, job.Model.Trees, job.Model.Depth, job.Training.Algorithm));
        JobSpec again = JobSpec.Parse(job.ToYaml(), "again", KnownTasks);
        Assert.Equal(job.ToYaml(), again.ToYaml());
        Assert.Equal(job.Options, again.Options);
    }

    [Fact]
    public void Parse_AlgorithmOfAModel_IsExactUnlessItIsAPerceptron()
    {
        Assert.Equal(TrainingAlgorithm.Exact, JobSpec.Parse(Least, "job.yaml", KnownTasks).Training.Algorithm);
        Assert.Equal(TrainingAlgorithm.FedAvg, JobSpec.Parse(Least + "model: {kind: mlp}", "job.yaml", KnownTasks).Training.Algorithm);
        Assert.Equal(TrainingAlgorithm.Scaffold, JobSpec.Parse(Least + "training: {algorithm: scaffold}", "job.yaml", KnownTasks).Training.Algorithm);
        Assert.Equal("FED-JOB-VALUE", Assert.Throws<DocumentException>(() => JobSpec.Parse(Least + "model: {kind: mlp}\ntraining: {algorithm: exact}", "job.yaml", KnownTasks)).Code);
    }

    [Fact]
    public void Parse_LabelThatTheTaskDoesNotTake_IsRefused()
    {
        DocumentException fault = Assert.Throws<DocumentException>(() => JobSpec.Parse(Least.Replace("task: churn", "task: look", StringComparison.Ordinal), "job.yaml", KnownTasks));
        Assert.Equal("FED-JOB-LABEL", fault.Code);
        Assert.Contains("task look takes none or a number", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ModelOfMoreParametersThanAJobHas_IsRefusedAtTheModel()
    {
        DocumentException fault = Assert.Throws<DocumentException>(() => JobSpec.Parse(Least + "model: {kind: mlp, hidden: [4096, 4096, 4096, 4096, 4096, 4096, 4096, 4096]}", "job.yaml", KnownTasks));
        DocumentFault only = Assert.Single(fault.Faults);
        Assert.Equal("FED-JOB-SIZE", only.Code);
        // Inputs: 4 for the states, 2 for each number, 3 for the plan.
        Assert.Contains($"{(12 * 4096) + (7 * 4097 * 4096) + 4097:N0} parameters; a job trained by fedavg has at most 110,000,000", only.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fedprox", true)]
    [InlineData("scaffold", true)]
    [InlineData("fedadam", false)]
    public void Parse_ModelOfManyParameters_IsReadWhereItsStateFits(string algorithm, bool fits)
    {
        // 67 million parameters: 4, 12 and 20 bytes each.
        string job = Least + $"model: {{kind: mlp, hidden: [4096, 4096, 4096, 4096, 4096]}}\ntraining: {{algorithm: {algorithm}}}";
        if (fits)
            Assert.Equal(5, JobSpec.Parse(job, "job.yaml", KnownTasks).Model.Hidden.Count);
        else
            Assert.Equal("FED-JOB-SIZE", Assert.Throws<DocumentException>(() => JobSpec.Parse(job, "job.yaml", KnownTasks)).Code);
    }

    [Fact]
    public void Parse_UnknownTask_ListsTheKnownOnes()
    {
        DocumentException fault = Assert.Throws<DocumentException>(() => JobSpec.Parse(Least.Replace("task: churn", "task: chrun", StringComparison.Ordinal), "job.yaml", KnownTasks));
        Assert.Equal(new DocumentFault("FED-JOB-TASK", new(2, 1), "no task is called 'chrun'", "did you mean 'churn'? known tasks: churn, look, response"), Assert.Single(fault.Faults));
    }

    [Theory]
    [InlineData("training: {rounds: 0}", "FED-JOB-RANGE")]
    [InlineData("training: {rounds: 1001}", "FED-JOB-RANGE")]
    [InlineData("training: {rounds: '3'}", "FED-JOB-TYPE")]
    [InlineData("training: {local_epochs: 101}", "FED-JOB-RANGE")]
    [InlineData("training: {batch_size: 65537}", "FED-JOB-RANGE")]
    [InlineData("training: {learning_rate: 0}", "FED-JOB-RANGE")]
    [InlineData("training: {learning_rate: .nan}", "FED-JOB-TYPE")]
    [InlineData("training: {weight_decay: -0.1}", "FED-JOB-RANGE")]
    [InlineData("training: {clip_norm: 0}", "FED-JOB-RANGE")]
    [InlineData("training: {learning_rte: 1}", "FED-JOB-KEY")]
    [InlineData("training: 3", "FED-JOB-TYPE")]
    [InlineData("evaluation: {test_fraction: 1}", "FED-JOB-RANGE")]
    [InlineData("evaluation: {test_fraction: 0}", "FED-JOB-RANGE")]
    [InlineData("cohort: {minimum: 2}", "FED-JOB-RANGE")]
    [InlineData("cohort: {collusion: 0.5}", "FED-JOB-RANGE")]
    [InlineData("cohort: {collusion: 0.4, dropout: 0.3}", "FED-JOB-RANGE")]
    [InlineData("quantisation: {bits: 25}", "FED-JOB-RANGE")]
    [InlineData("timeouts: {phase_seconds: 0}", "FED-JOB-RANGE")]
    [InlineData("model: {kind: forest}", "FED-JOB-VALUE")]
    [InlineData("model: {hidden: [8]}", "FED-JOB-KEY")]
    [InlineData("model: {kind: mlp, hidden: []}", "FED-JOB-VALUE")]
    [InlineData("model: {kind: mlp, hidden: [0]}", "FED-JOB-RANGE")]
    [InlineData("model: {kind: mlp, hidden: [1, 1, 1, 1, 1, 1, 1, 1, 1]}", "FED-JOB-VALUE")]
    [InlineData("model: {kind: mlp, dropout: 0.95}", "FED-JOB-RANGE")]
    [InlineData("model: {kind: boosted_trees, hidden: [8]}", "FED-JOB-KEY")]
    [InlineData("model: {kind: boosted_trees, depth: 11}", "FED-JOB-RANGE")]
    [InlineData("model: {kind: random_forest}", "FED-JOB-VALUE")]
    [InlineData("model: {kind: logistic, penalty: -1}", "FED-JOB-RANGE")]
    [InlineData("training: {algorithm: magic}", "FED-JOB-VALUE")]
    [InlineData("evaluation: {validation_fraction: 0.6}", "FED-JOB-RANGE")]
    [InlineData("options: {horizon: 25}", "FED-JOB-RANGE")]
    [InlineData("options: {top: 0}", "FED-JOB-RANGE")]
    [InlineData("options: {by: month}", "FED-JOB-VALUE")]
    [InlineData("options: {strict: 1}", "FED-JOB-TYPE")]
    [InlineData("options: {compare: [nothing]}", "FED-JOB-VALUE")]
    [InlineData("options: {more: 1}", "FED-JOB-KEY")]
    [InlineData("features: {nothing: {log: true}}", "FED-JOB-NAME")]
    [InlineData("features: {minutes: {encode: hash}}", "FED-JOB-KEY")]
    [InlineData("features: {minutes: {clip: 0.3}}", "FED-JOB-RANGE")]
    [InlineData("features: {state: {encode: dummy}}", "FED-JOB-VALUE")]
    [InlineData("features: {state: {log: true}}", "FED-JOB-KEY")]
    [InlineData("features: {plan: 1}", "FED-JOB-TYPE")]
    [InlineData("code: import os", "FED-JOB-KEY")]
    public void Parse_SettingOutsideItsRange_IsRefusedAtItsLine(string line, string code)
    {
        DocumentException fault = Assert.Throws<DocumentException>(() => JobSpec.Parse($"{Least}{line}\n", "job.yaml", KnownTasks));
        Assert.Equal((code, Least.Count(c => c == '\n') + 1), (fault.Code, fault.Position.Line));
        Assert.Single(fault.Faults);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Churn")]
    [InlineData("a b")]
    [InlineData("../x")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Parse_BadName_IsRefused(string name)
    {
        DocumentException fault = Assert.Throws<DocumentException>(() => JobSpec.Parse(Least.Replace("churn-2026-q4", $"'{name}'", StringComparison.Ordinal), "job.yaml", KnownTasks));
        Assert.Equal(1, Assert.Single(fault.Faults).Position.Line);
    }

    [Fact]
    public void Parse_EmptyMapping_NamesEachMissingKey()
    {
        DocumentException fault = Assert.Throws<DocumentException>(() => JobSpec.Parse("{}", "job.yaml", KnownTasks));
        Assert.Equal(["'name' is missing", "'task' is missing", "'contract' is missing"], fault.Faults.Select(each => each.What));
    }

    [Fact]
    public void Hash_OfTheSameJobWrittenOtherwise_IsEqual()
    {
        string otherwise = "# a comment\n'task': \"churn\"\ntraining:\n    rounds: 20\nmodel: { kind: logistic }\nname: churn-2026-q4\n" + Contract + "\nevaluation: {salt: churn-2026-q4}\n";
        Assert.Equal(JobSpec.Parse(Least, "a", KnownTasks).Hash(), JobSpec.Parse(otherwise, "b", KnownTasks).Hash());
    }

    [Fact]
    public void Hash_OfTheLeastJob_IsPinned() =>
        Assert.StartsWith("0503dc6f2e8e7cb5ef3d25cfc50b4cff21f8bf9d5", Convert.ToHexStringLower(JobSpec.Parse(Least, "a", KnownTasks).Hash()), StringComparison.Ordinal);

    [Theory]
    [InlineData("rounds: 21")]
    [InlineData("learning_rate: 0.010000000000000002")]
    [InlineData("clip_norm: 9")]
    public void Hash_OfAnotherSetting_Differs(string setting) =>
        Assert.NotEqual(JobSpec.Parse(Least, "a", KnownTasks).Hash(), JobSpec.Parse($"{Least}training: {{{setting}}}\n", "b", KnownTasks).Hash());

    [Fact]
    public void ToYaml_AnyJob_ParsesToTheSameJob() => Prop.ForAll(AnyJob, job =>
    {
        JobSpec again = JobSpec.Parse(job.ToYaml(), "again", KnownTasks);
        return again.ToYaml() == job.ToYaml() && again.Training == job.Training && again.Cohort == job.Cohort && again.Evaluation == job.Evaluation
            && again.Model.Hidden.SequenceEqual(job.Model.Hidden) && again.Model.Dropout.Equals(job.Model.Dropout) && again.Hash().AsSpan().SequenceEqual(job.Hash());
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<JobSpec> AnyJob => (
        from contract in Contracts.Any.Generator
        from rounds in Gen.Choose(1, 1000)
        from rate in Gen.Choose(1, 1_000_000)
        from fraction in Gen.Choose(1, 999)
        from layers in Gen.ListOf(Gen.Choose(1, 512))
        from minimum in Gen.Choose(3, 10_000)
        from salt in Gen.Elements("a", "\"", "\\", "é: #x", "null", "1", "- a", "🙂")
        select new JobSpec
        {
            Name = "generated",
            Task = "response",
            Contract = contract,
            Model = layers.Count is 0 or > 8 ? new() : new() { Kind = ModelKind.Mlp, Hidden = [.. layers], Dropout = 0.1 },
            Training = new() { Algorithm = TrainingAlgorithm.FedAvg, Rounds = rounds, LearningRate = rate / 1e6 * 3, WeightDecay = 1.0 / rounds },
            Evaluation = new() { TestFraction = fraction / 1000.0, Salt = salt },
            Cohort = new() { Minimum = minimum },
        }).ToArbitrary();
}
