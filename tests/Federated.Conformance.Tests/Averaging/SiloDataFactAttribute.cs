namespace Federated.Conformance.Tests.Averaging;

/// <summary>A test on public data sets. Without them it is skipped, unless they are required: then it runs, and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SiloDataFactAttribute : FactAttribute
{
    public SiloDataFactAttribute()
    {
        if (!SiloTable.IsPresent && !ReferenceMaterial.IsRequired)
            Skip = "There is no folder shared/data beside the repository. Put the data sets there to run this test.";
    }
}
