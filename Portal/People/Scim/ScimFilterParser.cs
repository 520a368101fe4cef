using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Portal.People.Scim;

/// <summary>Reads filters of RFC 7644: <c>or</c> binds weakest, then <c>and</c>, then <c>not</c>; brackets of both kinds. Words mean the same in any case.</summary>
internal sealed class ScimFilterParser
{
    private const int Longest = 4000;
    private const int Deepest = 50;

    private readonly string _text;
    private int _at;
    private int _depth;

    private ScimFilterParser(string text) => _text = text;

    /// <summary>Reads a whole filter.</summary>
    /// <exception cref="ScimException">It cannot be read; says where.</exception>
    public static ScimFilter Parse(string text)
    {
        if (text.Length > Longest)
        {
            throw ScimException.InvalidFilter($"The filter is longer than {Longest} characters.");
        }
        var parser = new ScimFilterParser(text);
        var filter = parser.ReadOr(isInValue: false);
        parser.SkipSpace();
        return parser._at == text.Length ? filter : throw parser.Wrong("the end");
    }

    private ScimFilter ReadOr(bool isInValue)
    {
        if (++_depth > Deepest)
        {
            throw ScimException.InvalidFilter($"The filter is nested more than {Deepest} times.");
        }
        var left = ReadAnd(isInValue);
        while (TakeWord("or"))
        {
            left = new ScimFilter.Or(left, ReadAnd(isInValue));
        }
        _depth--;
        return left;
    }

    private ScimFilter ReadAnd(bool isInValue)
    {
        var left = ReadTerm(isInValue);
        while (TakeWord("and"))
        {
            left = new ScimFilter.And(left, ReadTerm(isInValue));
        }
        return left;
    }

    private ScimFilter ReadTerm(bool isInValue)
    {
        SkipSpace();
        var start = _at;
        if (TakeWord("not"))
        {
            if (Take('('))
            {
                return new ScimFilter.Not(ReadRest(')', isInValue));
            }
            // It may be an attribute of this name.
            _at = start;
        }
        if (Take('('))
        {
            return ReadRest(')', isInValue);
        }
        var path = ReadPath();
        if (!isInValue && Take('['))
        {
            return new ScimFilter.OfValue(path, ReadRest(']', isInValue: true));
        }
        if (TakeWord("pr"))
        {
            return new ScimFilter.Present(path);
        }
        SkipSpace();
        var word = ReadWord();
        return Enum.TryParse<ScimOperator>(word, ignoreCase: true, out var compare) && word.Length == 2 && char.IsLetter(word[0])
            ? new ScimFilter.Compare(path, compare, ReadValue(compare))
            : throw Wrong("a comparison (eq, ne, co, sw, ew, gt, ge, lt, le, pr)");
    }

    private ScimFilter ReadRest(char end, bool isInValue)
    {
        var inside = ReadOr(isInValue);
        return Take(end) ? inside : throw Wrong($"'{end}'");
    }

    private ScimPath ReadPath()
    {
        SkipSpace();
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-' or '$' or '.' or ':'))
        {
            _at++;
        }
        return _at > start ? ScimPath.Parse(_text[start.._at]) : throw Wrong("the name of an attribute");
    }

    private object? ReadValue(ScimOperator compare)
    {
        SkipSpace();
        if (_at < _text.Length && _text[_at] == '"')
        {
            return ReadText();
        }
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '+' or '-' or '.'))
        {
            _at++;
        }
        var word = _text[start.._at];
        object? value = word switch
        {
            "true" or "True" => true,
            "false" or "False" => false,
            "null" => null,
            _ when decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw Wrong("a value: a text in quotation marks, a number, true, false or null", start),
        };
        return value is not (bool or null) || compare is ScimOperator.Eq or ScimOperator.Ne ? value : throw Wrong("a text or a number to compare with", start);
    }

    private string ReadText()
    {
        var start = _at++;
        while (_at < _text.Length && _text[_at] != '"')
        {
            _at += _text[_at] == '\\' ? 2 : 1;
        }
        if (_at >= _text.Length)
        {
            throw Wrong("the quotation mark at the end of the text", start);
        }
        _at++;
        try
        {
            return JsonSerializer.Deserialize<string>(Encoding.UTF8.GetBytes(_text[start.._at]))!;
        }
        catch (JsonException)
        {
            throw Wrong("a text as JSON writes it", start);
        }
    }

    private bool TakeWord(string word)
    {
        SkipSpace();
        var end = _at + word.Length;
        if (end > _text.Length
            || !_text.AsSpan(_at, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase)
            || (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '_' or '-' or '$' or '.' or ':')))
        {
            return false;
        }
        _at = end;
        return true;
    }

    private string ReadWord()
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiLetter(_text[_at]))
        {
            _at++;
        }
        return _text[start.._at];
    }

    private bool Take(char expected)
    {
        SkipSpace();
        if (_at >= _text.Length || _text[_at] != expected)
        {
            return false;
        }
        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] == ' ')
        {
            _at++;
        }
    }

    private ScimException Wrong(string expected, int? at = null) =>
        ScimException.InvalidFilter(string.Create(CultureInfo.InvariantCulture, $"The filter cannot be read at character {(at ?? _at) + 1}: {expected} is expected there."));
}
