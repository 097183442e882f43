using System.Collections.Immutable;
using Federated.Learning.Solvers;

namespace Federated.Computations.Uplift;

/// <summary>
/// The effect of the contact by least squares of the response on the contact, the features and a constant of each node's own: what adjustment by covariates that
/// were known before (Deng et al. 2013, CUPED; Lin 2013) comes to over several partners. The features' products bear a penalty of 1e-8 a row, so that columns may depend on each other.
/// </summary>
/// <param name="Effect">The response with a contact less that without, other things equal.</param>
/// <param name="Error">Its standard error, robust to unequal variances (White 1980, HC1); NaN before the second round.</param>
/// <param name="Slopes">Response by feature, at one contact or none.</param>
/// <param name="ContactSlopes">Regression of the contact on the features: near 0 under randomisation.</param>
/// <param name="Imbalance">Of each feature, mean of those contacted less of those not, in its standard deviations; 0 of a feature that does not vary.</param>
/// <param name="Balance">n·R² of the contact on the features: chi-square under randomisation, of <paramref name="Freedom"/> degrees.</param>
/// <param name="Freedom">Features that vary by themselves.</param>
public sealed record TrialEstimate(
    double Effect, double Error, ImmutableArray<double> Slopes, ImmutableArray<double> ContactSlopes, ImmutableArray<double> Imbalance, double Balance, int Freedom)
{
    private const double PenaltyOfARow = 1e-8;

    /// <summary>The estimate of a state after its first round or its second.</summary>
    /// <exception cref="ContributionException">No node has rows of both arms.</exception>
    public static TrialEstimate Of(TrialState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        TrialMoments moments = state.Moments ?? throw new InvalidOperationException("The moments are not summed yet.");
        int p = state.Options.Columns, contact = p, response = p + 1;
        double Product(int row, int column) => moments.Gram[PackedTriangle.Index(row, column)];
        double contacts = Product(contact, contact);
        if (!(contacts > 1e-9 * moments.Rows) || !(contacts > 0))
            throw new ContributionException("No partner has customers who were contacted beside some who were not, so nothing can be compared. Check the field of the treatment.");
        var matrix = new double[p * p];
        for (int row = 0; row < p; row++)
        {
            for (int column = 0; column < p; column++)
                matrix[(row * p) + column] = Product(row, column) + (row == column ? PenaltyOfARow * moments.Rows : 0);
        }

        Cholesky features = Factored(matrix, p);
        double[] withContact = [.. Enumerable.Range(0, p).Select(row => Product(row, contact))], withResponse = [.. Enumerable.Range(0, p).Select(row => Product(row, response))];
        double[] contactSlopes = features.Solve(withContact);
        double Explained(double[] products) => contactSlopes.Zip(products, (slope, product) => slope * product).Sum();
        double free = contacts - Explained(withContact);
        if (!(free > 1e-6 * contacts))
            throw new ContributionException("The features tell without fail who was contacted, so nothing can be compared. Leave out the field that says it.");
        double effect = (Product(contact, response) - Explained(withResponse)) / free;
        double[] slopes = features.Solve([.. withResponse.Zip(withContact, (of, less) => of - (effect * less))]);
        double[] inverse = features.Inverse();
        double freedom = 0;
        for (int row = 0; row < p; row++)
            freedom += 1 - (PenaltyOfARow * moments.Rows * inverse[(row * p) + row]);
        int independent = (int)Math.Round(freedom);
        double left = moments.Rows - independent - 1 - moments.Nodes;
        double error = state.Scatter is { } scatter && left > 0 ? Math.Sqrt(scatter * moments.Rows / left) / free : double.NaN;
        return new TrialEstimate(
            effect, error, [.. slopes], [.. contactSlopes], [.. Enumerable.Range(0, p).Select(row => Gap(Product(row, row), withContact[row], contacts, moments.Rows))],
            moments.Rows * Explained(withContact) / contacts, independent);
    }

    private static Cholesky Factored(double[] matrix, int size)
    {
        try
        {
            return Cholesky.Of(matrix, size);
        }
        catch (NotPositiveDefiniteException fault)
        {
            throw new ContributionException($"The sums over the features are not those of any rows: {fault.Message}", fault);
        }
    }

    private static double Gap(double squares, double withContact, double contacts, long rows) => squares > 1e-9 * rows ? withContact / contacts / Math.Sqrt(squares / rows) : 0;
}
