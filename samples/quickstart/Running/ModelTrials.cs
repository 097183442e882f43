using Federated.Samples.Quickstart.Processes;

namespace Federated.Samples.Quickstart.Running;

/// <summary>Trains the job's model on one table alone and measures models on held-out rows: the comparison that the demonstration is for.</summary>
internal sealed class ModelTrials(BuiltPrograms programs, ProcessSupervisor processes, Workspace workspace)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Trains on the rows of a folder and writes the model beside them.</summary>
    /// <returns>Path of the model.</returns>
    public async Task<string> TrainAloneAsync(string name, string folder)
    {
        var model = Path.Combine(folder, "alone.safetensors");
        await processes.RunAsync(programs.Node($"baseline-{name}", "baseline", "--job", workspace.Job, "--mapping", PartnerFolder.Mapping(folder), "-o", model), Limit);
        return model;
    }

    /// <summary>Measures a model on the held-out rows of a folder.</summary>
    public async Task<Evaluation> EvaluateAsync(string name, string model, string folder)
    {
        var output = await processes.RunAsync(
            programs.Node($"evaluate-{name}", "evaluate", "--model", model, "--job", workspace.Job, "--mapping", PartnerFolder.Mapping(folder), "--json"), Limit);
        return ProgramReports.Parse<Evaluation>("fed-node evaluate", output);
    }
}
