using Federated.ClientNode.Policy;
using Federated.Tasks.Documents;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Tests.Policy;

public class NodePolicyTests
{
    private const string Text = """
        default: refuse
        allow:
          - tasks: [churn]
            minimum_cohort: 5
            columns_never: [Email, phone]
            minimum_known_partners: 2
            maximum_rounds: 30
            minimum_rows: 100
        """;

    private static readonly string[] KnownTasks = ["churn", "response"];

    private static readonly JobSpec Job = new()
    {
        Name = "churn-2026-q4",
        Task = "churn",
        Contract = DataContract.Create("c", [new() { Name = "plan", Type = FieldType.Boolean }, new() { Name = "churn", Type = FieldType.Boolean, Role = FieldRole.Label }]),
        Evaluation = new() { Salt = "salt" },
        Cohort = new() { Minimum = 5 },
    };

    private static readonly JobFacts Facts = new(Rows: 100, Rounds: 20, Columns: ["plan", "churn"]);

    private static readonly RoundFacts Round = new(Facts, CohortSize: 5, KnownPartners: 2);

    [Fact]
    public void Decide_JobAndRoundWithinTheRule_AreAllowed()
    {
        Assert.Equal(3, Assert.IsType<PolicyDecision.Allow>(Policy().Decide(Job, Facts)).Line);
        Assert.Equal(3, Assert.IsType<PolicyDecision.Allow>(Policy().Decide(Job, Round)).Line);
        Assert.IsType<PolicyDecision.Allow>(Policy().Decide(Job, Facts with { Rounds = 30 }));
    }

    [Fact]
    public void Decide_JobOutsideTheRule_IsRefusedWithReasonLineAndMend()
    {
        Refused("FED-POLICY-COHORT", 4, Job with { Cohort = new() { Minimum = 4 } }, Facts);
        Refused("FED-POLICY-ROUNDS", 7, Job, Facts with { Rounds = 31 });
        Refused("FED-POLICY-COLUMN", 5, Job, Facts with { Columns = ["EMAIL"] });
        Refused("FED-POLICY-ROWS", 8, Job, Facts with { Rows = 99 });
        Refused("FED-POLICY-TASK", 1, Job with { Task = "response" }, Facts);
    }

    [Fact]
    public void Decide_ContractFieldInColumnsNever_IsRefusedWhateverItsColumn()
    {
        DataContract contract = DataContract.Create("c", [new() { Name = "phone", Type = FieldType.Boolean }, new() { Name = "churn", Type = FieldType.Boolean, Role = FieldRole.Label }]);
        Refused("FED-POLICY-COLUMN", 5, Job with { Contract = contract }, Facts);
    }

    [Fact]
    public void Decide_RoundOutsideTheRule_IsRefusedAlthoughItsJobIsAllowed()
    {
        Assert.Equal("FED-POLICY-COHORT", Refusal(Policy().Decide(Job, Round with { CohortSize = 4 })).Code);
        Assert.Equal("FED-POLICY-KNOWN", Refusal(Policy().Decide(Job, Round with { KnownPartners = 1 })).Code);
        Assert.Equal("FED-POLICY-ROWS", Refusal(Policy().Decide(Job, Round with { Job = Facts with { Rows = 0 } })).Code);
    }

    [Theory]
    [InlineData(false, "FED-POLICY-THREE")]
    [InlineData(true, null)]
    public void Decide_CohortOfThree_NeedsExplicitConsent(bool allowThree, string? code)
    {
        NodePolicy policy = NodePolicy.Parse($"default: refuse\nallow:\n  - tasks: [churn]\n    minimum_cohort: 3\n    allow_three: {(allowThree ? "true" : "false")}\n", "policy.yaml", KnownTasks);
        JobSpec job = Job with { Cohort = new() { Minimum = 3 } };
        Assert.Equal(code, (policy.Decide(job, Facts) as PolicyDecision.Refuse)?.Code);
        Assert.Equal(code, (policy.Decide(job, Round with { CohortSize = 3 }) as PolicyDecision.Refuse)?.Code);
    }

    [Fact]
    public void Decide_CohortOfTwo_IsRefusedEvenWithConsentToThree()
    {
        NodePolicy policy = NodePolicy.Parse("default: refuse\nallow: [{tasks: [churn], minimum_cohort: 3, allow_three: true}]\n", "policy.yaml", KnownTasks);
        Assert.Equal("FED-POLICY-COHORT", Refusal(policy.Decide(Job, Round with { CohortSize = 2 })).Code);
    }

    [Fact]
    public void Decide_SecondRuleForTheTask_MayAllowWhatTheFirstRefuses()
    {
        NodePolicy policy = NodePolicy.Parse(Text + "\n  - {tasks: [churn, response], maximum_rounds: 50}\n", "policy.yaml", KnownTasks);
        Assert.Equal(9, Assert.IsType<PolicyDecision.Allow>(policy.Decide(Job, Facts with { Rounds = 40 })).Line);
        Assert.Contains("line 7", Refusal(policy.Decide(Job, Facts with { Rounds = 60 })).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default: refuse\n")]
    [InlineData("default: refuse\nallow: []\n")]
    public void Decide_PolicyWithoutRules_RefusesEverything(string text) =>
        Assert.Equal("FED-POLICY-TASK", Refusal(NodePolicy.Parse(text, "policy.yaml", KnownTasks).Decide(Job, Facts)).Code);

    [Fact]
    public void Load_NoFile_RefusesEverythingAndSaysWhatToDo()
    {
        NodePolicy policy = NodePolicy.Load(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "policy.yaml"), KnownTasks);
        Assert.Equal(
            new PolicyDecision.Refuse("FED-POLICY-ABSENT", "there is no policy.yaml, so this node refuses every job", "Write one: fed-node policy init. Nothing was sent."),
            policy.Decide(Job, Facts));
    }

    [Fact]
    public void Load_FileThatCannotBeRead_IsAFaultAndNotAnAbsentPolicy()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            Assert.Equal("FED-POLICY-FILE", Assert.Throws<DocumentException>(() => NodePolicy.Load(folder.FullName, KnownTasks)).Code);
        }
        finally
        {
            folder.Delete();
        }
    }

    [Theory]
    [InlineData("allow: []\n", "FED-POLICY-MISSING")]
    [InlineData("default: allow\n", "FED-POLICY-VALUE")]
    [InlineData("default: refuse\nalow: []\n", "FED-POLICY-KEY")]
    [InlineData("default: refuse\nallow: [{tasks: [chrun]}]\n", "FED-POLICY-TASK")]
    [InlineData("default: refuse\nallow: [{tasks: []}]\n", "FED-POLICY-MISSING")]
    [InlineData("default: refuse\nallow: [{minimum_cohort: 5}]\n", "FED-POLICY-MISSING")]
    [InlineData("default: refuse\nallow: [{tasks: [churn], minimum_cohort: 2}]\n", "FED-POLICY-RANGE")]
    [InlineData("default: refuse\nallow: [{tasks: [churn], minimum_difference: -1}]\n", "FED-POLICY-RANGE")]
    [InlineData("default: refuse\nallow: [{tasks: [churn], minimum_chort: 5}]\n", "FED-POLICY-KEY")]
    [InlineData("default: refuse\nallow: [{tasks: [churn], allow_three: yes}]\n", "FED-POLICY-TYPE")]
    [InlineData("default: refuse\nallow: {tasks: [churn]}\n", "FED-POLICY-TYPE")]
    public void Parse_FaultyPolicy_IsRefusedRatherThanRead(string text, string code) =>
        Assert.Equal(code, Assert.Throws<DocumentException>(() => NodePolicy.Parse(text, "policy.yaml", KnownTasks)).Code);

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData(", minimum_difference: 3, minimum_consecutive_difference: 2", 3, 2)]
    public void Parse_DifferencesOfCohorts_AreReadOrDefault(string settings, int difference, int consecutive)
    {
        NodePolicy policy = NodePolicy.Parse($"default: refuse\nallow: [{{tasks: [churn]{settings}}}]\n", "policy.yaml", KnownTasks);

        PolicyRule rule = Assert.IsType<PolicyDecision.Allow>(policy.Decide(Job, Facts)).Rule;
        Assert.Equal((difference, consecutive), (rule.MinimumDifference.Value, rule.MinimumConsecutiveDifference.Value));
    }

    [Fact]
    public void StarterPolicy_AsWritten_AllowsAnOrdinaryJobWithTheDefaults()
    {
        NodePolicy starter = NodePolicy.Parse(StarterPolicy.Write(["churn"]), "policy.yaml", KnownTasks);
        Assert.IsType<PolicyDecision.Allow>(starter.Decide(Job with { Cohort = new() { Minimum = 4 } }, Facts with { Rows = 20 }));
        Assert.Equal("FED-POLICY-COHORT", Refusal(starter.Decide(Job with { Cohort = new() { Minimum = 3 } }, Facts)).Code);
        Assert.Equal("FED-POLICY-ROWS", Refusal(starter.Decide(Job, Facts with { Rows = 19 })).Code);
        Assert.Equal("FED-POLICY-TASK", Refusal(starter.Decide(Job with { Task = "response" }, Facts)).Code);
    }

    [Fact]
    public void StarterPolicy_WhereAFileStands_IsNotWritten()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            string path = Path.Combine(folder.FullName, "policy.yaml");
            StarterPolicy.WriteTo(path, ["churn"]);
            Assert.IsType<PolicyDecision.Allow>(NodePolicy.Load(path, KnownTasks).Decide(Job, Facts));
            Assert.Throws<IOException>(() => StarterPolicy.WriteTo(path, ["response"]));
            Assert.Equal(StarterPolicy.Write(["churn"]), File.ReadAllText(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static NodePolicy Policy() => NodePolicy.Parse(Text, "policy.yaml", KnownTasks);

    private static PolicyDecision.Refuse Refusal(PolicyDecision decision) => Assert.IsType<PolicyDecision.Refuse>(decision);

    private static void Refused(string code, int line, JobSpec job, JobFacts facts)
    {
        PolicyDecision.Refuse refusal = Refusal(Policy().Decide(job, facts));
        Assert.Equal(code, refusal.Code);
        Assert.EndsWith($"(policy.yaml line {line})", refusal.Words, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was sent.", refusal.Mend, StringComparison.Ordinal);
    }
}
