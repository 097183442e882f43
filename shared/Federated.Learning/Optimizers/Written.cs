namespace Federated.Learning.Optimizers;

/// <summary>The number that somebody wrote and float32 rounded: of 0.999f, what is missing to 1 is off by a hundred-thousandth; of 0.999, it is not.</summary>
internal static class Written
{
    /// <summary>The decimal number of seven digits that a share in [0, 1] stands for.</summary>
    public static double Decimal(float share) => (double)(decimal)share;
}
