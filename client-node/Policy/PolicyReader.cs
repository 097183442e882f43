using Federated.Tasks.Documents;

namespace Federated.ClientNode.Policy;

/// <summary>Reads <c>policy.yaml</c> and names every fault.</summary>
internal static class PolicyReader
{
    public const string CodePrefix = "FED-POLICY";

    private const int MostRules = 100;
    private const int MostColumns = 1000;

    public static (IReadOnlyList<PolicyRule> Rules, int DefaultLine) Read(string text, string documentName, IReadOnlyCollection<string> knownTasks)
    {
        DocumentSection section = DocumentSection.Read(text, documentName, CodePrefix);
        section.RequiredChoice("default", ["refuse"]);
        PolicyRule[] rules = [.. section.Sections("allow", MostRules).Select(rule => Rule(rule, knownTasks))];
        section.Close();
        section.ThrowIfFaulty();
        return (rules, section.PositionOf("default").Line);
    }

    private static PolicyRule Rule(DocumentSection section, IReadOnlyCollection<string> knownTasks)
    {
        var rule = new PolicyRule
        {
            Tasks = Here(section, "tasks", Tasks(section, knownTasks)),
            MinimumCohort = Here(section, "minimum_cohort", section.WholeNumber("minimum_cohort", 3, 10_000, 4)),
            AllowThree = Here(section, "allow_three", section.Truth("allow_three", fallback: false)),
            MinimumKnownPartners = Here(section, "minimum_known_partners", section.WholeNumber("minimum_known_partners", 0, 10_000, 0)),
            MinimumDifference = Here(section, "minimum_difference", section.WholeNumber("minimum_difference", 0, 10_000, 0)),
            MinimumConsecutiveDifference = Here(section, "minimum_consecutive_difference", section.WholeNumber("minimum_consecutive_difference", 0, 10_000, 0)),
            MaximumRounds = Here(section, "maximum_rounds", section.WholeNumber("maximum_rounds", 1, 1_000_000, 1000)),
            MinimumRows = Here(section, "minimum_rows", section.WholeNumber("minimum_rows", 1, int.MaxValue, 20)),
            ColumnsNever = Here(section, "columns_never", section.Texts("columns_never", MostColumns)),
        };
        section.Close();
        return rule;
    }

    private static IReadOnlyList<string> Tasks(DocumentSection section, IReadOnlyCollection<string> knownTasks)
    {
        IReadOnlyList<string> tasks = section.Texts("tasks", maximumCount: 100);
        if (tasks.Count == 0)
            section.Fault("tasks", "MISSING", "a rule allows no task", $"add 'tasks: […]' with some of {string.Join(", ", knownTasks.Order(StringComparer.Ordinal))}");
        foreach (string task in tasks.Where(task => !knownTasks.Contains(task, StringComparer.Ordinal)))
        {
            string nearest = NearestWord.Find(task, knownTasks) is { } found ? $"did you mean '{found}'? " : "";
            section.Fault("tasks", "TASK", $"no task is called '{Shown.Of(task)}'", $"{nearest}known tasks: {string.Join(", ", knownTasks.Order(StringComparer.Ordinal))}");
        }
        return tasks;
    }

    private static Written<T> Here<T>(DocumentSection section, string key, T value) => new(value, section.PositionOf(key).Line);
}
