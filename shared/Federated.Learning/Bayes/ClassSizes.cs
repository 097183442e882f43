namespace Federated.Learning.Bayes;

/// <summary>Checks of the sizes that every naive Bayes statistic is made with.</summary>
internal static class ClassSizes
{
    /// <summary>The number of classes, after a check of both sizes.</summary>
    public static int Check(int classes, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, 65_536);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return classes;
    }
}
