using System.Security.Cryptography;
using Federated.Computations;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Tests.Schema;

namespace Federated.Tasks.Tests.Stages;

public class RobustCourseTests
{
    private const string Geometric = "cohort: {minimum: 5}\nrobust: {method: geometric-median}";
    private const string Median = "cohort: {minimum: 3}\nrobust: {method: median}";
    private const int FirstOfTraining = 3;
    private static readonly LocalTable[] Tables = [.. Enumerable.Range(1, 15).Select(seed => ChurnTables.Sample(60, seed))];
    private static readonly Lazy<JointRun> Grouped = new(() => new JointRun(Job(Median), Tables));
    private static readonly Lazy<JointRun> GeometricRun = new(() => new JointRun(Job(Geometric), Tables[..5]));
    private static readonly Lazy<JointRun> Own = new(() => new JointRun(Job(Geometric, "model: {kind: mlp, hidden: [4], batch_norm: true}"), Tables[..5]));

    [Fact]
    public void Run_GeometricMedian_TakesFourSumsARoundAndReleasesAModelLikeAnyOther()
    {
        var plain = new JointRun(Job(""), Tables[..5]);

        Assert.Equal(plain.States.Count + (3 * 3), GeometricRun.Value.States.Count);
        Assert.Equal(plain.Model.Tensors.Select(tensor => tensor.Name), GeometricRun.Value.Model.Tensors.Select(tensor => tensor.Name));
        Assert.True(GeometricRun.Value.Figure("auc") > plain.Figure("auc") - 0.05, $"{GeometricRun.Value.Figure("auc")}, plain {plain.Figure("auc")}");
        Assert.EndsWith("trained by the geometric median of partners, of whom 1 may be bad", GeometricRun.Value.Progress.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Groups_GiveEachGroupARoundOfItsOwnAndTheSameInEveryResult()
    {
        List<RoundCohort> cohorts = [.. Grouped.Value.States[FirstOfTraining..].Select(state => Grouped.Value.Task.IsDone(state) ? null : Grouped.Value.Task.CohortOf(state)).OfType<RoundCohort>()];

        Assert.Equal(3 * 5, cohorts.Count);
        Assert.All(cohorts, cohort => Assert.Equal((3, 3), (cohort.Members.Count, cohort.Least)));
        Assert.Equal(15, cohorts.Take(5).SelectMany(cohort => cohort.Members).Distinct().Count());
        Assert.Equal(cohorts.Take(5).Select(cohort => string.Join(' ', cohort.Members)), cohorts.Skip(5).Take(5).Select(cohort => string.Join(' ', cohort.Members)));
    }

    [Fact]
    public void Cohort_OfTheDraw_IsEverybodyAndNoFewerThanTheGroupsTake()
    {
        RoundCohort? cohort = Grouped.Value.Task.CohortOf(Grouped.Value.States[1]);

        Assert.Equal("groups", Grouped.Value.Task.Describe(Grouped.Value.States[1]).Stage);
        Assert.Equal((15, 15), (cohort!.Members.Count, cohort.Least));
        Assert.Null(Grouped.Value.Task.CohortOf(Grouped.Value.States[0]));
    }

    [Fact]
    public void Contribute_GroupsThatTheNodeDidNotSeeDrawn_AreRefused()
    {
        JointRun other = new(Job(Median), "training", Tables);
        ModelSnapshot forged = other.Model;
        int member = Array.FindIndex([.. Enumerable.Range(0, 15)], node => other.Task.CohortOf(forged)!.Members.Contains(JointRun.NameOf(node)));

        string words = Refusal(forged, Grouped.Value.Memories[member], member);
        Assert.Contains("somebody chose them", words, StringComparison.Ordinal);
        Assert.Contains("did not see how the groups were drawn", Refusal(forged, new NodeMemory(), member), StringComparison.Ordinal);
        Assert.Equal("", Refusal(forged, other.Memories[member], member));

        string Refusal(ModelSnapshot state, NodeMemory memory, int node)
        {
            using var random = RandomNumberGenerator.Create();
            var kept = new NodeMemory { Current = memory.Current };
            return Record.Exception(() => other.Task.Contribute(
                state, new TaskData(Tables[node], 1, kept, Member: new TaskMember(JointRun.NameOf(node), random)), new Contribution(other.Task.Specify(state))))?.Message ?? "";
        }
    }

    [Fact]
    public void Enrol_FewerMembersThanTheGroupsTake_EndsTheJobWithTheNumbers()
    {
        IJointTask task = Grouped.Value.Task;
        ModelSnapshot waiting = new JointRun(Job(Median), "groups", Tables).Model;

        Assert.Same(waiting, task.Enrol(waiting, ["somebody"]));
        string words = Assert.Throws<TaskStateException>(() => new JointRun(Job(Median), Tables[..14])).Message;
        Assert.Contains("needs 15 partners (5 groups of at least 3), and the consortium has 14", words, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_NormalizationsThatStayOnTheirNode_AreThoseOfTheGeometricMediansRounds()
    {
        ScoreOptions scores = ScoreOptions.ScoresOnly;
        float[] Scores(ModelSnapshot? memory) => Own.Value.Task.Score(Own.Value.Model, memory, Tables[0], scores).Ranking();

        Assert.NotEqual(Scores(null), Scores(Own.Value.Memories[0].Current));
    }

    // What a partner trains alone goes through no draw and no median.
    [Theory]
    [InlineData(Geometric)]
    [InlineData(Median)]
    public void Score_ModelThatOnePartnerTrainedAlone_IsRead(string robust)
    {
        JobSpec job = Job(robust);
        ModelSnapshot alone = new JointRun(job with { Robust = null }, Tables[0]).Model;

        Assert.True(TaskCatalogue.For(job).IsDone(alone));
        Assert.Equal(
            TaskCatalogue.For(job with { Robust = null }).Score(alone, null, Tables[1], ScoreOptions.ScoresOnly).Ranking(),
            TaskCatalogue.For(job).Score(alone, null, Tables[1], ScoreOptions.ScoresOnly).Ranking());
    }

    [Fact]
    public void States_WithDamage_AreRefused()
    {
        Grouped.Value.AssertRefusesDamage();
        GeometricRun.Value.AssertRefusesDamage();
    }

    [Theory]
    [InlineData(Geometric)]
    [InlineData(Median)]
    public void Present_Anybody_SaysHowUpdatesWereCombined(string robust)
    {
        JointRun run = robust == Median ? Grouped.Value : GeometricRun.Value;

        Assert.Contains(Job(robust).Robust!.InWords, run.Task.Present(run.Model, null, Tables[0]).Summary, StringComparison.Ordinal);
    }

    private static JobSpec Job(string robust, string model = "model: {kind: logistic}") => JobSpec.Parse(
        $"name: churn\ntask: churn\n{model}\ntraining: {{algorithm: fedavg, rounds: 3, batch_size: 8, learning_rate: 0.1}}\noptions: {{importance: false, drift: false}}\nevaluation: {{validation_fraction: 0}}\n{robust}\n"
        + $"contract:\n  {Contracts.Churn.ReplaceLineEndings("\n  ")}\n", "job.yaml", TaskCatalogue.Declarations);
}
