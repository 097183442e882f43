namespace Federated.Conformance.Tests.Forecast;

/// <summary>A test on the public orange juice sales. Without them it is skipped, unless they are required: then it runs, and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OrangeJuiceFactAttribute : FactAttribute
{
    public OrangeJuiceFactAttribute()
    {
        if (!OrangeJuice.IsPresent && !ReferenceMaterial.IsRequired)
            Skip = "There is no folder shared/data/orange_juice beside the repository. Put the data set there to run this test.";
    }
}
