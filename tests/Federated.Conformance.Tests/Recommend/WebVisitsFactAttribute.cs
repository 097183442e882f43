namespace Federated.Conformance.Tests.Recommend;

/// <summary>A test on the visits of a web site. Without them it is skipped, unless they are required: then it runs, and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WebVisitsFactAttribute : FactAttribute
{
    public WebVisitsFactAttribute()
    {
        if (!WebVisits.IsPresent && !ReferenceMaterial.IsRequired)
            Skip = "There is no folder shared/data/msweb beside the repository. Put the data sets there to run this test.";
    }
}
