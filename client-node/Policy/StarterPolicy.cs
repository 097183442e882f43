using System.Text;

namespace Federated.ClientNode.Policy;

/// <summary>The policy file that <c>policy init</c> writes: every setting with its default, ready to be read and changed by a person.</summary>
internal static class StarterPolicy
{
    private const string LinesBelowTasks = """
            minimum_cohort: 4            # fewest partners in a sum
            allow_three: false           # of three partners, two that collude learn the third's contribution
            minimum_known_partners: 0    # of the others in a cohort, how many you must have acknowledged
            minimum_difference: 0        # 3: no two sums from one state over partners of whom one or two differ; a job may then refuse to run without a partner
            minimum_consecutive_difference: 0  # the same for consecutive rounds of a job; 0: partners may come and go
            maximum_rounds: 1000         # most rounds of one job
            minimum_rows: 20             # with fewer rows of your own the node does not take part
            columns_never: []            # columns that no job may read, for example [email, phone]

        """;

    /// <summary>The text of a policy that allows <paramref name="tasks"/>.</summary>
    /// <param name="tasks">Names of the catalogue, at least one.</param>
    public static string Write(IReadOnlyCollection<string> tasks)
    {
        ArgumentOutOfRangeException.ThrowIfZero(tasks.Count, nameof(tasks));
        return new StringBuilder()
            .Append("# What this node agrees to. It refuses whatever is not allowed here; no setting, variable or message changes that.\n")
            .Append("default: refuse\n")
            .Append("allow:\n")
            .Append("  - tasks: [").AppendJoin(", ", tasks).Append("]\n")
            .Append(LinesBelowTasks)
            .ToString();
    }

    /// <summary>Writes the policy to a file that must not exist: a person's own file is never replaced.</summary>
    /// <exception cref="IOException">The file exists or cannot be written.</exception>
    public static void WriteTo(string path, IReadOnlyCollection<string> tasks)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        stream.Write(Encoding.UTF8.GetBytes(Write(tasks)));
    }
}
