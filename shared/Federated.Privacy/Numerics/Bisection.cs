namespace Federated.Privacy.Numerics;

/// <summary>Searches that keep to the safe side.</summary>
internal static class Bisection
{
    private const int Halvings = 200;

    /// <summary>The least x of a bracket for which a rising test holds, to a relative width; the returned x passes the test.</summary>
    /// <param name="low">Where it need not hold.</param>
    /// <param name="high">Where it holds.</param>
    /// <param name="tolerance">Relative width at which the search stops.</param>
    /// <param name="holds">Once true, true for all larger x.</param>
    public static double LeastThatHolds(double low, double high, double tolerance, Func<double, bool> holds)
    {
        for (int halving = 0; halving < Halvings && high - low > tolerance * Math.Abs(high); halving++)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
                break;
            if (holds(middle))
                high = middle;
            else
                low = middle;
        }

        return high;
    }

    /// <summary>Where a function with one valley is lowest, by golden sections.</summary>
    public static double Lowest(double low, double high, double width, Func<double, double> function)
    {
        double golden = (Math.Sqrt(5) - 1) / 2;
        (double left, double right) = (high - (golden * (high - low)), low + (golden * (high - low)));
        (double atLeft, double atRight) = (function(left), function(right));
        while (high - low > width)
        {
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (golden * (high - low));
                atLeft = function(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (golden * (high - low));
                atRight = function(right);
            }
        }

        return atLeft <= atRight ? left : right;
    }
}
