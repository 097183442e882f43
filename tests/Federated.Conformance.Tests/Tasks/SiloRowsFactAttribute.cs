namespace Federated.Conformance.Tests.Tasks;

/// <summary>A test on public data sets. Without them it is skipped, unless they are required: then it runs, and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SiloRowsFactAttribute : FactAttribute
{
    public SiloRowsFactAttribute()
    {
        if (!SiloRows.IsPresent && !ReferenceMaterial.IsRequired)
            Skip = "There is no folder shared/data beside the repository. Put the data sets there to run this test.";
    }
}
