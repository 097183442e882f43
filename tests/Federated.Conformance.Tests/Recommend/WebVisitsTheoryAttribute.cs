namespace Federated.Conformance.Tests.Recommend;

/// <summary>The same as <see cref="WebVisitsFactAttribute"/>, over cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WebVisitsTheoryAttribute : TheoryAttribute
{
    public WebVisitsTheoryAttribute()
    {
        if (!WebVisits.IsPresent && !ReferenceMaterial.IsRequired)
            Skip = "There is no folder shared/data/msweb beside the repository. Put the data sets there to run this test.";
    }
}
