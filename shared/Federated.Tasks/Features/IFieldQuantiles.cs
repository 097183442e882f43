namespace Federated.Tasks.Features;

/// <summary>Joint quantiles of prepared numbers.</summary>
public interface IFieldQuantiles
{
    /// <summary>The quantile of a field's values (after a logarithm, where the job takes one), missing ones left out.</summary>
    /// <param name="field">A field that imputes a median, clips or bins.</param>
    /// <param name="share">In [0, 1].</param>
    double Of(string field, double share);
}
