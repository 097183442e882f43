using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Samples.Quickstart.Documents;

/// <summary>The demonstration's job.</summary>
internal static class JobDocument
{
    /// <param name="task">Task of the catalogue.</param>
    /// <param name="contract">The fields.</param>
    /// <param name="rounds">Rounds of training.</param>
    public static JobSpec For(string task, DataContract contract, int rounds) => new()
    {
        Name = $"quickstart-{task}",
        Task = task,
        Contract = contract,
        Model = QuickstartDefaults.Model,
        Training = QuickstartDefaults.Training with { Rounds = rounds },
        Evaluation = new EvaluationSpec { Salt = QuickstartDefaults.SplitSalt },
        Cohort = QuickstartDefaults.Cohort,
        Timeouts = QuickstartDefaults.Timeouts,
    };
}
