using Federated.Tasks.Documents;
using Federated.Tasks.Jobs;

namespace Federated.ClientNode.Policy;

/// <summary>
/// The node's last word. It refuses whatever no rule allows; without a policy file it refuses everything. A job is asked about twice: when
/// it is offered, and again with the cohort of each round before the node sends its first message in it.
/// </summary>
internal sealed class NodePolicy
{
    private readonly IReadOnlyList<PolicyRule> _rules;
    private readonly string _documentName;
    private readonly int? _defaultLine;

    private NodePolicy(IReadOnlyList<PolicyRule> rules, string documentName, int? defaultLine)
    {
        _rules = rules;
        _documentName = documentName;
        _defaultLine = defaultLine;
    }

    /// <summary>What applies without a file.</summary>
    public static NodePolicy RefuseAll(string documentName) => new([], documentName, defaultLine: null);

    /// <summary>Reads a policy file; if there is none, the policy refuses everything.</summary>
    /// <param name="path">The file.</param>
    /// <param name="knownTasks">The catalogue of tasks.</param>
    /// <exception cref="DocumentException">The file is there but cannot be read or is faulty: the node must not run as if it were not.</exception>
    public static NodePolicy Load(string path, IReadOnlyCollection<string> knownTasks)
    {
        string name = Path.GetFileName(path);
        try
        {
            using FileStream stream = File.OpenRead(path);
            return Parse(DocumentText.Read(stream, name, PolicyReader.CodePrefix), name, knownTasks);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return RefuseAll(name);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DocumentException(name, [new DocumentFault("FED-POLICY-FILE", default, $"the policy cannot be read: {fault.Message}", $"make {path} readable for the user that runs the node")]);
        }
    }

    /// <summary>Reads a policy.</summary>
    /// <exception cref="DocumentException">With every fault (codes <c>FED-POLICY-…</c>).</exception>
    public static NodePolicy Parse(string text, string documentName, IReadOnlyCollection<string> knownTasks)
    {
        (IReadOnlyList<PolicyRule> rules, int defaultLine) = PolicyReader.Read(text, documentName, knownTasks);
        return new NodePolicy(rules, documentName, defaultLine);
    }

    /// <summary>Whether the node may work on a job.</summary>
    public PolicyDecision Decide(JobSpec job, JobFacts facts) =>
        Decide(job, rule => PolicyCheck.OfJob(rule, job, facts));

    /// <summary>Whether the node may take part in a round of a job, with this cohort.</summary>
    public PolicyDecision Decide(JobSpec job, RoundFacts facts) =>
        Decide(job, rule => PolicyCheck.OfJob(rule, job, facts.Job) ?? PolicyCheck.OfRound(rule, facts));

    private PolicyDecision Decide(JobSpec job, Func<PolicyRule, PolicyObjection?> check)
    {
        PolicyRule[] rules = [.. _rules.Where(rule => rule.Tasks.Value.Contains(job.Task, StringComparer.Ordinal))];
        if (rules.Length == 0)
            return NoRule(job);
        var objections = new List<PolicyObjection>();
        foreach (PolicyRule rule in rules)
        {
            if (check(rule) is not { } objection)
                return new PolicyDecision.Allow(rule);
            objections.Add(objection);
        }
        PolicyObjection first = objections[0];
        return new PolicyDecision.Refuse(first.Code, $"{first.Words} ({_documentName} line {first.Line})", $"{first.Mend} Nothing was sent.");
    }

    private PolicyDecision.Refuse NoRule(JobSpec job) => _defaultLine is null
        ? new("FED-POLICY-ABSENT", $"there is no {_documentName}, so this node refuses every job", "Write one: fed-node policy init. Nothing was sent.")
        : new("FED-POLICY-TASK", $"no rule allows task {job.Task}, so 'default: refuse' decides ({_documentName} line {_defaultLine})", $"To take part, add {job.Task} to tasks: of a rule in {_documentName}. Nothing was sent.");
}
