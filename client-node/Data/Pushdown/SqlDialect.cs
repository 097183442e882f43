using System.Data.Common;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>How one kind of database writes the expressions that sums are made of. All values are 64-bit floats, and NULL is missing.</summary>
internal abstract class SqlDialect
{
    /// <summary>Ends a subquery so that the database computes its expressions once a row, and does not put them in place of their names.</summary>
    public abstract string Fence { get; }

    /// <summary>A name in quotes.</summary>
    public static string Name(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A constant; the database holds the very same double.</summary>
    public abstract string Number(double value);

    /// <summary>The nearest 32-bit float, as a double.</summary>
    public abstract string Single(string number);

    /// <summary>The nearest whole number, of two the even one.</summary>
    public abstract string Round(string number);

    /// <summary>The lesser of two numbers, none of them missing.</summary>
    public abstract string Least(string first, string second);

    /// <summary>The greater of two numbers, none of them missing.</summary>
    public abstract string Greatest(string first, string second);

    /// <summary>The natural logarithm of a number above 0.</summary>
    public abstract string Logarithm(string number);

    /// <summary>e to a number of at most 700 in size.</summary>
    public abstract string Exponential(string number);

    /// <summary>The root of a number of at least 0.</summary>
    public abstract string Root(string number);

    /// <summary>Month (1 to 12) of a day since 1970-01-01.</summary>
    public abstract string Month(string day);

    /// <summary>A number cut to a whole one of 64 bits.</summary>
    public abstract string Whole(string number);

    /// <summary>Expressions for the value of a field (a number, a day, the index of a category's value) and for what is wrong with its cell (a <see cref="CellFault"/>).</summary>
    /// <param name="column">The field and its column, by position in the query.</param>
    /// <param name="mapping">Words for missing values and the decimal mark.</param>
    /// <param name="raw">The column's name.</param>
    /// <exception cref="SourceException">The database cannot say it.</exception>
    public abstract (string Value, string Fault) Cell(FieldColumn column, DataMapping mapping, string raw);

    /// <summary>The trimmed characters of an id, NULL when missing.</summary>
    /// <param name="column">The id's column.</param>
    /// <param name="mapping">Words for missing values.</param>
    /// <param name="raw">The column's name.</param>
    /// <exception cref="SourceException">The database cannot say it.</exception>
    public abstract string Identity(FieldColumn column, DataMapping mapping, string raw);

    /// <summary>The salted hash of an id, from which <see cref="Fraction"/> and <see cref="Key"/> follow.</summary>
    /// <param name="id">The name of the id.</param>
    /// <param name="salt">See <see cref="TrainTestSplit"/>.</param>
    public abstract string Hash(string id, string salt);

    /// <summary>The key for the split as a fraction in [0, 1).</summary>
    public abstract string Fraction(string hash);

    /// <summary>The key for the split as a whole number, modulo 2³¹ − 2.</summary>
    public abstract string Key(string hash);

    /// <summary>Makes a connection ready to understand this dialect's expressions.</summary>
    public virtual void Prepare(DbConnection connection)
    {
    }

    /// <summary>Refuses the push-down; the rows can still be read.</summary>
    public static SourceException Refusal(string what, string mend) => new(DataFault.OfFile("FED-DATA-PUSHDOWN", what, mend));
}
