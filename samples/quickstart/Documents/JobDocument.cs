using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Samples.Quickstart.Documents;

/// <summary>The demonstration's job.</summary>
internal static class JobDocument
{
    /// <param name="task">Task of the catalogue.</param>
    /// <param name="contract">The fields.</param>
    /// <param name="rounds">Rounds of training.</param>
    public static JobSpec For(string task, DataContract contract, int rounds) => Read(new JobSpec
    {
        Name = $"quickstart-{task}",
        Task = task,
        Contract = contract,
        Model = QuickstartDefaults.Model,
        Training = QuickstartDefaults.Training with { Rounds = rounds },
        Evaluation = new EvaluationSpec { Salt = QuickstartDefaults.SplitSalt },
        Cohort = QuickstartDefaults.Cohort,
        Timeouts = QuickstartDefaults.Timeouts,
    });

    // Reading it checks it, and fills in what the task has as defaults.
    private static JobSpec Read(JobSpec job) => JobSpec.Parse(job.ToYaml(), "job.yaml", TaskCatalogue.Declarations);
}
