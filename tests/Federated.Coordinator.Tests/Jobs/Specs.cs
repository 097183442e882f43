using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;

namespace Federated.Coordinator.Tests.Jobs;

/// <summary>Jobs for tests.</summary>
internal static class Specs
{
    public static readonly JobSpec Churn = Named("churn");

    public static JobSpec Named(string name) => JobSpec.Parse(
        $$"""
        name: {{name}}
        task: churn
        cohort: {minimum: 3}
        contract:
          name: churn-v1
          fields:
            - {name: minutes, type: number, min: 0, max: 500}
            - {name: churn, type: boolean, role: label, positive: "true"}
        """,
        "job.yaml", TaskCatalogue.Declarations);

    public static byte[] InitialState(JobSpec spec) => Safetensors.Write(TaskCatalogue.For(spec).Begin());
}
