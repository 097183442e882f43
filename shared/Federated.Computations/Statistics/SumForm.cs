namespace Federated.Computations.Statistics;

/// <summary>
/// How answers travel. With 48 bits and the bound (2⁴⁷ − 1)/2²³, a value becomes an integer multiple of 2⁻²³, so that counts (and multiples of 1/256) are carried exactly.
/// A sum that has fractions takes two coordinates for each number, its whole part and its fraction × 2²³, and so is off by less than 2⁻⁴⁶ for each node.
/// </summary>
internal static class SumForm
{
    public const int Bits = 48;
    private const double Steps = 1 << 23;
    private const double Bound = ((1L << 47) - 1) / Steps;

    public static ContributionSpec Specify(IReadOnlyList<ColumnSum> sums)
        => new(checked(sums.Sum(Width)), Bound, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);

    public static void Fill(IReadOnlyList<ColumnSum> sums, IColumnSums rows, Contribution into)
    {
        var answers = new double[sums.Sum(sum => sum.Length)];
        rows.Add(sums, answers);
        Span<double> values = into.Values;
        values.Clear();
        int read = 0, written = 0;
        foreach (ColumnSum sum in sums)
        {
            ReadOnlySpan<double> answer = answers.AsSpan(read, sum.Length);
            Span<double> sent = values.Slice(written, Width(sum));
            answer.CopyTo(sent);
            if (sum.HasFractions)
                Split(sent[..sum.Length], sent[sum.Length..]);
            sum.Widen(answer, sent[sum.Length..]);
            read += sum.Length;
            written += sent.Length;
        }

        into.Weight = 1;
        into.Validate();
    }

    public static SumAnswers Read(IReadOnlyList<ColumnSum> sums, SecureSum sum)
    {
        var answers = new List<double[]>(sums.Count);
        int start = 0;
        foreach (ColumnSum asked in sums)
        {
            double[] answer = sum.Values.Slice(start, Width(asked)).ToArray();
            start += answer.Length;
            if (asked.HasFractions)
            {
                for (int index = 0; index < asked.Length; index++)
                    answer[index] += answer[asked.Length + index] / Steps;
                Array.Resize(ref answer, asked.Length);
            }

            answers.Add(answer);
        }

        return new SumAnswers(answers, sum.Contributors);
    }

    private static int Width(ColumnSum sum) => checked(sum.HasFractions ? 2 * sum.Length : sum.Length + sum.ExtraLength);

    private static void Split(Span<double> numbers, Span<double> fractions)
    {
        for (int index = 0; index < numbers.Length; index++)
        {
            double whole = Math.Floor(numbers[index]);
            fractions[index] = (numbers[index] - whole) * Steps;
            numbers[index] = whole;
        }
    }
}
