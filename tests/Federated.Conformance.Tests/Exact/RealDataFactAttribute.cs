namespace Federated.Conformance.Tests.Exact;

/// <summary>A test on public data sets. Without them it is skipped, unless they are required: then it runs, and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute()
    {
        if (!RealTable.IsPresent && !ReferenceMaterial.IsRequired)
            Skip = "There is no folder shared/data beside the repository. Put the data sets there to run this test.";
    }
}
