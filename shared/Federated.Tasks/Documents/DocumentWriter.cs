using System.Globalization;
using System.Text;

namespace Federated.Tasks.Documents;

/// <summary>
/// Writes canonical YAML: two spaces a level, LF, one key a line in the order of the calls, text always in double quotes, numbers in their
/// shortest exact form. The same content always gives the same bytes, so they may be hashed.
/// </summary>
internal sealed class DocumentWriter
{
    private readonly StringBuilder _text = new();
    private int _level;
    private bool _itemBegins;

    public void Text(string key, string value) => Line(key, Quoted(value));

    public void Word(string key, string value) => Line(key, value);

    public void Number(string key, double value) => Line(key, value.ToString("R", CultureInfo.InvariantCulture));

    public void Truth(string key, bool value) => Line(key, value ? "true" : "false");

    public void Texts(string key, IEnumerable<string> values) => Line(key, $"[{string.Join(", ", values.Select(Quoted))}]");

    public void Numbers(string key, IEnumerable<int> values) =>
        Line(key, $"[{string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)))}]");

    public void Section(string key, Action write)
    {
        Indent().Append(key).Append(":\n");
        _level++;
        write();
        _level--;
    }

    /// <summary>One item of the list whose key was written by <see cref="Section"/>.</summary>
    public void Item(Action write)
    {
        _itemBegins = true;
        _level++;
        write();
        _level--;
    }

    public override string ToString() => _text.ToString();

    private void Line(string key, string value) => Indent().Append(key).Append(": ").Append(value).Append('\n');

    private StringBuilder Indent()
    {
        if (!_itemBegins)
            return _text.Append(' ', 2 * _level);
        _itemBegins = false;
        return _text.Append(' ', 2 * (_level - 1)).Append("- ");
    }

    private static string Quoted(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
