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

    /// <summary>Whether it takes too long for every run: then it is skipped unless FEDERATED_FIGURES is 1.</summary>
    public bool IsOnDemand
    {
        get;
        init
        {
            field = value;
            if (value && Environment.GetEnvironmentVariable("FEDERATED_FIGURES") != "1")
                Skip = "It takes minutes. Set FEDERATED_FIGURES=1 to run it.";
        }
    }
}
